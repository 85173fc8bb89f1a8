package org.scalinglaws.text;

/**
 * What was done to texts before they were used.
 *
 * @param rawBytes of the files, unpacked
 * @param lineEnds line ends of other systems and form feeds that became a plain line end, and ends
 *     of lines that blanks were taken off
 * @param controlCharacters that were dropped, byte order marks among them
 * @param unreadable entries of a dictionary that were dropped since they are not of its encoding
 * @param repeated entries that were dropped since they had been there before
 * @param repeatedBytes how long these were
 */
public record Cleaning(
        long rawBytes,
        long lineEnds,
        long controlCharacters,
        long unreadable,
        long repeated,
        long repeatedBytes) {}
