package org.scalinglaws.text;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.scalinglaws.json.JsonPlace;

class VocabularyTest {
    private static final String ENGLISH =
            "the cat sat on the mat and the rat sat on the cat; naïve façades, 1999 and 1998.\n\n";
    private static final Vocabulary LEARNT = Vocabulary.learn(bytes(ENGLISH.repeat(3)), 290);

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }

    @Provide
    Arbitrary<String> unicode() {
        Arbitrary<String> any =
                Arbitraries.integers()
                        .between(0, Character.MAX_CODE_POINT)
                        .filter(point -> point < 0xd800 || point > 0xdfff)
                        .map(Character::toString)
                        .list()
                        .ofMaxSize(80)
                        .map(points -> String.join("", points));
        Arbitrary<String> near =
                Arbitraries.of("the", " cat", "  ", "\n\n", "ï", "19", "...", "𝄞", "\u0000", "sat")
                        .list()
                        .ofMaxSize(60)
                        .map(parts -> String.join("", parts));
        return Arbitraries.oneOf(any, near);
    }

    @Property
    void decodeGivesBackWhatWasEncoded(@ForAll("unicode") String text) {
        TokenIds tokens = LEARNT.encode(text);
        assertThat(new String(LEARNT.decode(tokens), UTF_8)).isEqualTo(text);
        assertThat(tokens.size()).isLessThanOrEqualTo(bytes(text).length);
    }

    @Property
    void bytesThatAreNoTextComeBackToo(@ForAll @Size(max = 300) byte[] bytes) {
        assertThat(LEARNT.decode(LEARNT.encode(bytes))).isEqualTo(bytes);
    }

    @Property(tries = 40)
    void theMergesAreThoseOfCountingAllPairsAnew(@ForAll @IntRange(max = 1 << 20) int seed) {
        SplittableRandom random = new SplittableRandom(seed);
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 300; i++) {
            text.append("aaabcd ,".charAt(random.nextInt(8)));
        }
        byte[] bytes = bytes(text.toString());
        List<String> expected = slowly(bytes, 12);
        Vocabulary learnt = Vocabulary.learn(bytes, 256 + expected.size());
        assertThat(pairs(learnt)).isEqualTo(expected);
    }

    private static List<String> pairs(Vocabulary vocabulary) {
        JsonPlace json = JsonPlace.of(Vocabulary.json().write(vocabulary));
        return json.get("pairs").items().stream().map(JsonPlace::text).toList();
    }

    /** The algorithm as the paper has it, which counts everything again for each pair. */
    private static List<String> slowly(byte[] text, int most) {
        // The chunks as bytes, each as often as it occurs.
        Chunks chunks = new Chunks(text);
        List<int[]> parts = new ArrayList<>();
        for (int from = 0; from < text.length; from = chunks.end(from)) {
            int start = from;
            parts.add(IntStream.range(start, chunks.end(from)).map(i -> text[i] & 0xff).toArray());
        }

        // The best pair, until none occurs twice.
        List<String> merges = new ArrayList<>();
        while (merges.size() < most) {
            Map<List<Integer>, Integer> counts = new HashMap<>();
            for (int[] part : parts) {
                for (int i = 1; i < part.length; i++) {
                    counts.merge(List.of(part[i - 1], part[i]), 1, Integer::sum);
                }
            }
            var best =
                    counts.entrySet().stream()
                            .filter(pair -> pair.getValue() > 1)
                            .min(
                                    java.util.Comparator
                                            .<Map.Entry<List<Integer>, Integer>>comparingInt(
                                                    pair -> -pair.getValue())
                                            .thenComparing(pair -> pair.getKey().get(0))
                                            .thenComparing(pair -> pair.getKey().get(1)));
            if (best.isEmpty()) {
                break;
            }
            int left = best.get().getKey().get(0);
            int right = best.get().getKey().get(1);
            int token = 256 + merges.size();
            merges.add(left + " " + right);
            parts.replaceAll(part -> joined(part, left, right, token));
        }
        return merges;
    }

    private static int[] joined(int[] part, int left, int right, int token) {
        int[] after = new int[part.length];
        int size = 0;
        for (int i = 0; i < part.length; i++) {
            boolean here = i + 1 < part.length && part[i] == left && part[i + 1] == right;
            after[size++] = here ? token : part[i];
            i += here ? 1 : 0;
        }
        return Arrays.copyOf(after, size);
    }

    @Test
    void theMostFrequentPairComesFirstAndTiesGoToTheLowerToken() {
        Vocabulary learnt = Vocabulary.learn(bytes("zy zy zy ab cd ab cd"), 260);
        assertThat(learnt.spelling(256)).asString(UTF_8).isEqualTo("zy");
        assertThat(learnt.spelling(257)).asString(UTF_8).isEqualTo(" a");
        assertThat(learnt.toString()).isEqualTo("vocabulary of 256 bytes and 4 pairs");
    }

    @Test
    void aVocabularyIsReadBackAsItWasSaved() {
        Vocabulary same = Vocabulary.json().parse(Vocabulary.json().text(LEARNT));
        assertThat(same).isEqualTo(LEARNT).hasSameHashCodeAs(LEARNT);
        assertThat(same.encode(ENGLISH)).isEqualTo(LEARNT.encode(ENGLISH));
        assertThat(same).isNotEqualTo(Vocabulary.learn(bytes(ENGLISH), 256));
    }

    @Test
    void withoutPairsATokenIsAByte() {
        Vocabulary bytes = Vocabulary.learn(new byte[0], 256);
        assertThat(bytes.encode("né").window(0, 3)).containsExactly('n', 0xc3, 0xa9);
        assertThat(bytes.size()).isEqualTo(256);
    }

    @Test
    void aSizeThatThereCannotBeIsRefused() {
        assertThatThrownBy(() -> Vocabulary.learn(bytes("abab abab"), 1024))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "a vocabulary of this text can have 258 tokens, as no further pair occurs"
                                + " twice; got 1024");
        assertThatThrownBy(() -> Vocabulary.learn(bytes("abab"), 255))
                .hasMessage("a vocabulary must have 256 to 4096 tokens, got 255");
        assertThatThrownBy(() -> Vocabulary.learn(bytes("abab"), 4097))
                .hasMessage("a vocabulary must have 256 to 4096 tokens, got 4097");
    }

    @Test
    void aFileThatIsNoVocabularyIsRefusedByPlace() {
        String text = Vocabulary.json().text(Vocabulary.learn(bytes("abab abab"), 258));
        assertThatThrownBy(() -> Vocabulary.json().parse(text.replace("97 98", "97 256")))
                .hasMessageContaining("pairs[0] must be two tokens below 256 with a space");
        assertThatThrownBy(() -> Vocabulary.json().parse(text.replace("97 98", "97")))
                .hasMessageContaining("pairs[0] must be two tokens below 256");
        assertThatThrownBy(() -> LEARNT.decode(TokenIds.of(7, 400)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("400");
    }
}
