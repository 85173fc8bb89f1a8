package org.scalinglaws.spark;

import scala.runtime.AbstractFunction0;
import scala.runtime.BoxedUnit;

/** What a job answers whose parts are taken one by one. */
final class Nothing extends AbstractFunction0<BoxedUnit> {
    @Override
    public BoxedUnit apply() {
        return BoxedUnit.UNIT;
    }
}
