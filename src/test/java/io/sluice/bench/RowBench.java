package io.sluice.bench;

import java.util.List;

/** Measures one row of the table, or a few that come of the same measurement. */
interface RowBench {
    String row();

    /** @throws RuntimeException when an answer was wrong: then there is no figure */
    List<Line> run(Stand stand);
}
