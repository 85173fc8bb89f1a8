package org.scalinglaws.spark;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import scala.collection.Iterator;
import scala.runtime.AbstractFunction1;

/** The answers of a partition as a list, on the machine where it is. */
final class Gather extends AbstractFunction1<Iterator<Answer>, List<Answer>>
        implements Serializable {
    private static final long serialVersionUID = 1L;

    @Override
    public List<Answer> apply(Iterator<Answer> answers) {
        List<Answer> all = new ArrayList<>();
        while (answers.hasNext()) {
            all.add(answers.next());
        }
        return all;
    }
}
