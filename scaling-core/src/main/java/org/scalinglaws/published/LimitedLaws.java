package org.scalinglaws.published;

import org.scalinglaws.quantity.Counting;

/** Published laws of limited, repeated or transferred data. */
final class LimitedLaws {
    static final Paper MUENNIGHOFF =
            new Paper(
                    "Muennighoff et al., Scaling Data-Constrained Language Models",
                    2023,
                    "https://arxiv.org/abs/2305.16264",
                    Counting.TOTAL,
                    Provenance.SIX_N_D,
                    "C4",
                    "log-huber:0.001");

    private LimitedLaws() {}
}
