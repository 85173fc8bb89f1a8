package org.scalinglaws.text;

/**
 * A piece of text that is kept or dropped as one.
 *
 * @param text all of it
 * @param key what makes it another one: the definition without the word that is defined
 */
record Entry(String text, String key) {
    static Entry of(String text) {
        return new Entry(text, text);
    }
}
