package org.scalinglaws.finding;

import static java.util.Objects.requireNonNull;

import org.scalinglaws.json.JsonForm;
import org.scalinglaws.json.JsonMembers;
import org.scalinglaws.json.JsonPlace;
import org.scalinglaws.json.JsonValue;

/** A finding as JSON. */
final class FindingJson implements JsonForm<Finding> {
    static final FindingJson FORM = new FindingJson();

    private FindingJson() {}

    @Override
    public JsonValue write(Finding finding) {
        requireNonNull(finding, "thing");
        return new JsonMembers()
                .with("severity", finding.severity().name())
                .with("check", finding.check())
                .with("message", finding.message())
                .object();
    }

    @Override
    public Finding read(JsonPlace json) {
        requireNonNull(json, "json");
        return new Finding(
                json.get("severity").constant(Severity.class),
                json.get("check").text(),
                json.get("message").text());
    }
}
