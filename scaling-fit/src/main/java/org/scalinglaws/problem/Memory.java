package org.scalinglaws.problem;

import java.lang.ref.SoftReference;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The last few answers, each only as long as nothing else needs its memory. For any thread. */
final class Memory {
    private static final int FEW = 4;

    private final Map<List<?>, SoftReference<Object>> answers = new LinkedHashMap<>();

    synchronized @Nullable Object find(List<?> question) {
        SoftReference<Object> answer = answers.get(question);
        return answer == null ? null : answer.get();
    }

    /** The answer that has been there longest goes. */
    synchronized void keep(List<?> question, Object answer) {
        answers.remove(question);
        if (answers.size() == FEW) {
            answers.remove(answers.keySet().iterator().next());
        }
        answers.put(List.copyOf(question), new SoftReference<>(answer));
    }
}
