package io.sluice.base.bytes;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import org.junit.jupiter.api.Test;

class LeaseTest {
    private final ByteBudget budget = new ByteBudget(100, 1, new ManualTimers());

    private Lease lease(long bytes) {
        return Objects.requireNonNull(budget.tryAcquireSpare(bytes));
    }

    @Test
    void itGrowsOutOfTheSpareShare() {
        Lease lease = lease(20);

        assertThat(lease.tryGrow(30)).isTrue();
        assertThat(lease.tryGrow(1)).isFalse();
        assertThat(lease.bytes()).isEqualTo(50);
        assertThat(budget.used()).isEqualTo(50);
    }

    @Test
    void itShrinksAndNeverGrowsByThat() {
        Lease lease = lease(20);

        lease.shrinkTo(30);
        assertThat(lease.bytes()).isEqualTo(20);
        lease.shrinkTo(5);
        assertThat(lease.bytes()).isEqualTo(5);
        assertThat(budget.used()).isEqualTo(5);
    }

    @Test
    void itTakesOverWhatAnotherHolds() {
        Lease lease = lease(20);
        Lease other = lease(10);

        lease.absorb(other);
        other.close();

        assertThat(lease.bytes()).isEqualTo(30);
        assertThat(other.bytes()).isZero();
        assertThat(budget.used()).isEqualTo(30);
    }

    @Test
    void closedItHoldsNothingAnyMore() {
        Lease lease = lease(20);
        lease.close();
        lease.close();

        lease.shrinkTo(10);
        assertThat(lease.tryGrow(10)).isFalse();
        lease.absorb(lease(15));

        assertThat(lease.bytes()).isZero();
        assertThat(budget.used()).isZero();
    }

    @Test
    void anEmptyOneCanGrow() {
        try (Lease lease = budget.empty()) {
            assertThat(lease.bytes()).isZero();
            assertThat(lease.tryGrow(10)).isTrue();
            assertThat(budget.used()).isEqualTo(10);
        }
        assertThat(budget.used()).isZero();
    }
}
