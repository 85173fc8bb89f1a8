/** From training runs to a law, and how far to trust it. */
module org.scalinglaws.fit {
    requires transitive org.scalinglaws.core;
    requires commons.math3;
    requires de.siegmar.fastcsv;
    requires ejml.core;
    requires ejml.ddense;
    requires org.slf4j;
    requires static org.jspecify;

    exports org.scalinglaws.curve;
    exports org.scalinglaws.design;
    exports org.scalinglaws.diagnose;
    exports org.scalinglaws.effort;
    exports org.scalinglaws.fit;
    exports org.scalinglaws.forecast;
    exports org.scalinglaws.health;
    exports org.scalinglaws.isoflop;
    exports org.scalinglaws.multiplier;
    exports org.scalinglaws.problem;
    exports org.scalinglaws.report;
    exports org.scalinglaws.score;
    exports org.scalinglaws.select;
    exports org.scalinglaws.solve;
    exports org.scalinglaws.uncertainty;
}
