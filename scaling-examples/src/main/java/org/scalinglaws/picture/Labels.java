package org.scalinglaws.picture;

import java.awt.geom.Point2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Finds room for names within the frame: no name lies over another or outside, and of the places that
 * are left the one that covers the least of what is drawn is taken. A name without room is left out.
 */
final class Labels {
    private static final int SIZE = 12;

    /** To the right, to the left, above, below, and aslant: the offset and the anchor. */
    private static final double[][] SIDES = {
        {9, 4, 0},
        {-9, 4, 1},
        {0, -9, 0.5},
        {0, 19, 0.5},
        {7, -7, 0},
        {-7, -7, 1},
        {7, 16, 0},
        {-7, 16, 1}
    };

    private final Rectangle2D frame;
    private final List<Point2D> drawn;
    private final List<Word> placed = new ArrayList<>();

    Labels(Rectangle2D frame, List<Point2D> drawn) {
        this.frame = frame;
        this.drawn = List.copyOf(drawn);
    }

    /** Beside the first of some points where there is room. */
    void add(String text, List<Point2D> points) {
        String shown = Word.within(text, SIZE, frame.getWidth() / 2);
        Optional<Word> best = Optional.empty();
        long fewest = Long.MAX_VALUE;
        for (Point2D point : points) {
            for (double[] side : SIDES) {
                Word word =
                        Word.of(
                                shown,
                                point.getX() + side[0],
                                point.getY() + side[1],
                                side[2],
                                SIZE);
                long covered = covered(word);
                if (covered < fewest) {
                    best = Optional.of(word);
                    fewest = covered;
                }
            }
        }
        best.ifPresent(placed::add);
    }

    /** Exactly here, if there is room. */
    void add(Word word) {
        if (covered(word) < Long.MAX_VALUE) {
            placed.add(word);
        }
    }

    private long covered(Word word) {
        Rectangle2D box = word.box();
        if (!frame.contains(box)
                || placed.stream().anyMatch(other -> other.box().intersects(box))) {
            return Long.MAX_VALUE;
        }
        return drawn.stream().filter(box::contains).count();
    }

    List<Word> words() {
        return List.copyOf(placed);
    }
}
