/** Laws, what to do with them, and the numbers that they are about. */
module org.scalinglaws.core {
    requires commons.math3;
    requires de.siegmar.fastcsv;
    requires static org.jspecify;

    exports org.scalinglaws.architecture;
    exports org.scalinglaws.data;
    exports org.scalinglaws.finding;
    exports org.scalinglaws.inverse;
    exports org.scalinglaws.json;
    exports org.scalinglaws.law.curve;
    exports org.scalinglaws.law.families;
    exports org.scalinglaws.law.joint;
    exports org.scalinglaws.law.limited;
    exports org.scalinglaws.law.setup;
    exports org.scalinglaws.law.single;
    exports org.scalinglaws.law.sparse;
    exports org.scalinglaws.law;
    exports org.scalinglaws.numeric;
    exports org.scalinglaws.plan;
    exports org.scalinglaws.published;
    exports org.scalinglaws.quantity;
    exports org.scalinglaws.recipe;
    exports org.scalinglaws.resource;
    exports org.scalinglaws.simulate;
    exports org.scalinglaws.sweep;
    exports org.scalinglaws.tuning;
}
