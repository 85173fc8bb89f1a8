package org.scalinglaws.spark;

import java.util.Iterator;
import java.util.NoSuchElementException;
import org.apache.spark.sql.Row;
import org.scalinglaws.data.DataException;

/** The rows of one partition as blocks, made one at a time. */
final class BlockReader implements Iterator<Block> {
    private final Iterator<Row> rows;
    private final int factors;

    BlockReader(Iterator<Row> rows, int factors) {
        this.rows = rows;
        this.factors = factors;
    }

    @Override
    public boolean hasNext() {
        return rows.hasNext();
    }

    @Override
    public Block next() {
        if (!rows.hasNext()) {
            throw new NoSuchElementException();
        }
        Block block = Block.empty(factors);
        int count = 0;
        while (count < Block.ROWS && rows.hasNext()) {
            Row row = rows.next();
            for (int place = 0; place < factors; place++) {
                block.factors()[place][count] = number(row, place);
            }
            block.losses()[count++] = number(row, factors);
        }
        return count == Block.ROWS ? block : block.first(count);
    }

    private static double number(Row row, int place) {
        if (row.isNullAt(place) || !Double.isFinite(row.getDouble(place))) {
            throw new DataException(
                    "column '"
                            + row.schema().fieldNames()[place]
                            + "' has a row without a finite number");
        }
        return row.getDouble(place);
    }
}
