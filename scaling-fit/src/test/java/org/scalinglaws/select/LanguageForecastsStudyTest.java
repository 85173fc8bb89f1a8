package org.scalinglaws.select;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.scalinglaws.testing.LanguageForecasts;

/** Makes the table of language curves anew. It takes minutes, and has a profile of its own. */
class LanguageForecastsStudyTest {
    @Test
    @Tag("study")
    void theTableIsWritten() throws IOException {
        List<String> lines = LanguageForecasts.lines();
        Path table = Path.of("target", "language-forecasts.csv");
        Files.createDirectories(table.toAbsolutePath().getParent());
        Files.write(table, lines);
        assertThat(lines).hasSize(2 + 20 + 2);
    }
}
