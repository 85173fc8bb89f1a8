/**
 * What a reader should know about a number before believing it, and what is said where there is none.
 *
 * <p>{@code plan.findings().forEach(System.out::println);} prints each with its weight and reason.
 *
 * <p>A poor answer is an answer, with a {@link org.scalinglaws.finding.Finding}. All the other voices
 * are unchecked exceptions, each with one sentence that names the thing, the rule and the value
 * received:
 *
 * <table>
 * <caption>Every exception of the two modules</caption>
 * <tr><th>what went wrong</th><th>type</th><th>such as</th></tr>
 * <tr><td>an argument</td><td>{@code IllegalArgumentException}</td>
 *     <td>Huber delta must be positive and finite, got NaN</td></tr>
 * <tr><td>an argument is null</td><td>{@code NullPointerException}</td><td>runs</td></tr>
 * <tr><td>the data; an {@code IllegalArgumentException} too</td><td>{@code DataException}</td>
 *     <td>runs.csv:17: column 'loss': '-' is not a number</td></tr>
 * <tr><td>a text is no JSON; an {@code IllegalArgumentException} too</td>
 *     <td>{@code JsonException}</td><td>its line and column, and the rule</td></tr>
 * <tr><td>a number is not there</td><td>{@link org.scalinglaws.finding.ScalingException}</td>
 *     <td>the runs do not determine this number: it has no interval</td></tr>
 * <tr><td>no fit exists; a {@code ScalingException} too</td><td>{@code NoFitException}</td>
 *     <td>5 parameters cannot be fitted to 4 runs</td></tr>
 * <tr><td>no plan exists; a {@code ScalingException} too</td><td>{@code NoPlanException}</td>
 *     <td>the loss has no least value between one parameter and one token at 1e24 FLOP</td></tr>
 * <tr><td>the thread was interrupted; a {@code ScalingException} too</td>
 *     <td>{@code InterruptedFitException}</td><td>the profile was interrupted</td></tr>
 * <tr><td>the deadline passed before an answer</td>
 *     <td>{@code DeadlineException}</td><td>the fit did not end within 2 s</td></tr>
 * <tr><td>a file cannot be written or read</td><td>{@code UncheckedIOException}</td>
 *     <td>what the file system says</td></tr>
 * </table>
 */
@NullMarked
package org.scalinglaws.finding;

import org.jspecify.annotations.NullMarked;
