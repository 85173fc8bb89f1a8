package org.scalinglaws.command;

import java.util.Optional;
import org.scalinglaws.quantity.Digits;
import org.scalinglaws.resource.Accelerator;
import org.scalinglaws.resource.Site;

/** What is spent at a place, as people read it. */
final class SiteText {
    private static final double HOURS = 24;

    private SiteText() {}

    /** An amount of energy, or why there is none. */
    static String energy(Site site, double kilowattHours) {
        Accelerator each = site.cluster().accelerator();
        return each.watts().isPresent()
                ? Digits.four(kilowattHours) + " kWh"
                : "energy unknown, since " + each.name() + " has no published power";
    }

    /** Time, money and energy in one line. */
    static String spent(Site site, double days, double money, double kilowattHours) {
        return String.join(
                ", ",
                Digits.four(days) + " days",
                Digits.four(days * HOURS * site.cluster().count()) + " accelerator-hours",
                site.prices().text(money),
                energy(site, kilowattHours));
    }

    /** The name of the currency, where one was said. */
    static Optional<String> currency(Site site) {
        return Optional.of(site.prices().currency()).filter(name -> !name.isEmpty());
    }
}
