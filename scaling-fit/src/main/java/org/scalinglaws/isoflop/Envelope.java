package org.scalinglaws.isoflop;

import java.util.List;
import org.scalinglaws.data.Dataset;

record Envelope() {
    static final Envelope DEFAULT = new Envelope();

    Allocation of(Dataset checkpoints, String runColumn) {
        return Allocation.refused(
                "approach 1", checkpoints.counting(), List.of(), runColumn, List.of());
    }

    List<double[]> redrawn(Dataset checkpoints, String runColumn, long seed, int count) {
        return List.of(new double[] {checkpoints.size(), runColumn.length(), seed, count});
    }
}
