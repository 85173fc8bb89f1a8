package org.scalinglaws.command;

import java.util.SplittableRandom;

/** Text that no two paragraphs of are the same, about 80 bytes each. */
final class Paragraphs {
    private static final String[] WORDS = {"law", "size", "data", "loss", "of", "the", "is", "é"};

    private Paragraphs() {}

    static String of(int count) {
        SplittableRandom random = new SplittableRandom(5);
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < count; i++) {
            text.append("Paragraph ").append(i).append(':');
            for (int j = 0; j < 15; j++) {
                text.append(' ').append(WORDS[random.nextInt(WORDS.length)]);
            }
            text.append(".\n\n");
        }
        return text.toString();
    }
}
