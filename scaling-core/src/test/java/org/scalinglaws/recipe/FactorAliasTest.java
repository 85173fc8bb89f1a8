package org.scalinglaws.recipe;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FactorAliasTest {
    @ParameterizedTest
    @CsvSource({
        "n, params", "N, params", "Parameters, params", "d, tokens", "TOKENS, tokens",
        "c, flops", "compute, flops", "FLOPs, flops", "unique_tokens, unique_tokens", "Width, Width"
    })
    void aFactorHasTheNamesThatAColumnMayHave(String written, String name) {
        assertThat(Factor.alias(written)).isEqualTo(Factor.named(name));
        assertThat(Factor.alias(written).unit()).isEqualTo(Factor.named(name).unit());
    }
}
