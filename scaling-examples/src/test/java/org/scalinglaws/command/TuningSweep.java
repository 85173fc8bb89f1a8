package org.scalinglaws.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;

/** A sweep of learning rates and batches on four sizes and three lengths, as a CSV file. */
final class TuningSweep {
    private static final double STEP = Math.log(2);

    private TuningSweep() {}

    /** Best are 2.5 N^-0.7 D^0.28 and, where there is more than one batch, 1.2 D^0.53. */
    static Path write(Path file, int batches) throws IOException {
        SplittableRandom random = new SplittableRandom(9);
        StringBuilder csv = new StringBuilder("params,tokens,learning_rate,batch,loss\n");
        for (int place = 0; place < 12; place++) {
            double params = 1e7 * Math.pow(3, Math.floorDiv(place, 3));
            double tokens = 4e8 * Math.pow(3, place % 3);
            double rate = Math.log(2.5 * Math.pow(params, -0.7) * Math.pow(tokens, 0.28));
            double batch = Math.log(1.2 * Math.pow(tokens, 0.53));
            for (int i = -3; i <= 3; i++) {
                for (int j = 0; j < batches; j++) {
                    double lr = STEP * (Math.rint(rate / STEP) + i);
                    double tried = STEP * (Math.rint(batch / STEP) + j - Math.floorDiv(batches, 2));
                    double u = lr - rate;
                    double v = batches == 1 ? 0 : tried - batch;
                    double rise = 0.006 * u * u + 0.004 * v * v + 0.002 * random.nextGaussian();
                    double loss = (1.8 + 480 / Math.pow(params, 0.35)) * Math.exp(rise);
                    csv.append(params + "," + tokens + ",");
                    csv.append(Math.exp(lr) + "," + Math.exp(tried) + "," + loss + "\n");
                }
            }
        }
        return Files.writeString(file, csv);
    }
}
