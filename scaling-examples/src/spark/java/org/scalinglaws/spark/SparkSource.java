package org.scalinglaws.spark;

import static java.util.Objects.requireNonNull;

import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.scalinglaws.command.EngineSource;

/** Opens Spark: what {@code spark-submit} says, and without it a local master on this machine. */
public final class SparkSource implements EngineSource {
    private static final String MASTER = "spark.master";
    private static final String HOME = "127.0.0.1";

    /** For the service loader. */
    public SparkSource() {}

    @Override
    public String name() {
        return "spark";
    }

    @Override
    public Place open(String master, int threads) {
        requireNonNull(master, "master");
        quieten();
        JavaSparkContext context = context(master.isEmpty() ? usual(threads) : master);
        return new Opened(context, SparkEngine.of(context));
    }

    private static String usual(int threads) {
        return new SparkConf().get(MASTER, threads > 0 ? "local[" + threads + "]" : "local[*]");
    }

    /** A context that prints nothing; one of this machine alone listens to nobody else. */
    static JavaSparkContext context(String master) {
        SparkConf conf =
                new SparkConf()
                        .setMaster(master)
                        .setIfMissing("spark.app.name", "scaling laws")
                        .setIfMissing("spark.ui.enabled", "false")
                        .setIfMissing("spark.ui.showConsoleProgress", "false");
        if (master.startsWith("local")) {
            conf.setIfMissing("spark.driver.host", HOME)
                    .setIfMissing("spark.driver.bindAddress", HOME);
        } else {
            conf.setIfMissing("spark.jars", jar());
        }
        return new JavaSparkContext(conf);
    }

    private static String jar() {
        return String.join(",", JavaSparkContext.jarOfClass(SparkSource.class));
    }

    /** Of loggers that are not made yet; Spark tells much at the level that is usual. */
    static void quieten() {
        for (String name : new String[] {"apache", "sparkproject"}) {
            String level = "org.slf4j.simpleLogger.log.org." + name;
            if (System.getProperty(level) == null) {
                System.setProperty(level, "error");
            }
        }
    }

    /** A context that is stopped when the work is done. */
    private record Opened(JavaSparkContext context, SparkEngine engine) implements Place {
        @Override
        public void run(Tasks tasks, Watch watch) {
            engine.run(tasks, watch);
        }

        @Override
        public void close() {
            context.close();
        }
    }
}
