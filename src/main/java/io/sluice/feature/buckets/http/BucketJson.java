package io.sluice.feature.buckets.http;

import io.sluice.feature.buckets.DeclaredBucket;
import io.sluice.feature.buckets.Reconciliation;
import io.sluice.feature.buckets.Reconciliation.Finding;
import io.sluice.feature.buckets.Reconciliation.Outcome;
import io.sluice.store.BucketSettingJson;
import io.sluice.store.FoundSetting;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/** Declared buckets as JSON. */
final class BucketJson {
    private BucketJson() {}

    static JsonObject of(DeclaredBucket bucket) {
        JsonObject declared = new JsonObject();
        bucket.settings().forEach(setting -> declared.put(setting.aspect().label(), BucketSettingJson.of(setting)));
        return new JsonObject()
                .put("name", bucket.name().value())
                .put("ownership", bucket.ownership())
                .put("readsAudited", bucket.readsAudited())
                .put("declared", declared);
    }

    /** What is as declared is only counted. */
    static JsonObject of(Reconciliation done) {
        JsonArray findings = new JsonArray();
        int same = 0;
        for (Finding finding : done.findings()) {
            if (finding.outcome() == Outcome.SAME) {
                same++;
            } else {
                findings.add(of(finding));
            }
        }
        return new JsonObject().put("dryRun", done.dryRun()).put("same", same).put("findings", findings);
    }

    private static JsonObject of(Finding finding) {
        JsonObject json = new JsonObject()
                .put("bucket", finding.bucket().value())
                .put("setting", finding.setting())
                .put("outcome", finding.outcome().label());
        if (finding.was() != null) {
            json.put("was", of(finding.was()));
        }
        if (finding.declared() != null) {
            json.put("declared", BucketSettingJson.of(finding.declared()));
        }
        if (finding.why() != null) {
            json.put("code", finding.why().code().wire())
                    .put("detail", finding.why().detail());
        }
        return json;
    }

    private static JsonObject of(FoundSetting found) {
        JsonObject json = BucketSettingJson.of(found.setting());
        return found.altered().isEmpty() ? json : json.put("altered", new JsonArray(found.altered()));
    }
}
