package io.sluice.store.s3;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.store.BucketName;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.Test;

class PublicPolicyTest {
    private static final BucketName BUCKET = new BucketName("pier");
    private static final String THEIRS = """
            {"Version":"2012-10-17","Id":"theirs","Statement":{"Sid":"Theirs","Effect":"Deny","Principal":"*",
             "Action":"s3:DeleteObject","Resource":"arn:aws:s3:::pier/kept/*"}}""";

    @Test
    void prefixesComeBackOutOfThePolicyTheyWentInto() {
        String policy = PublicPolicy.with(BUCKET, List.of("", "a/b é"), null).orElseThrow();

        assertThat(PublicPolicy.prefixes(BUCKET, policy)).containsExactly("", "a/b é");
        assertThat(new JsonObject(policy).getString("Version")).isEqualTo("2012-10-17");
    }

    @Test
    void onlyReadingSingleObjectsIsAllowed() {
        String policy = PublicPolicy.with(BUCKET, List.of("a/"), null).orElseThrow();

        assertThat(new JsonObject(policy)
                        .getJsonArray("Statement")
                        .getJsonObject(0)
                        .encode())
                .isEqualTo("{\"Sid\":\"SluicePublicRead\",\"Effect\":\"Allow\",\"Principal\":{\"AWS\":[\"*\"]},"
                        + "\"Action\":[\"s3:GetObject\"],\"Resource\":[\"arn:aws:s3:::pier/a/*\"]}");
    }

    @Test
    void statementsOfOthersStayAsTheyAre() {
        assertThat(PublicPolicy.prefixes(BUCKET, THEIRS)).isEmpty();

        String both = PublicPolicy.with(BUCKET, List.of("a/"), THEIRS).orElseThrow();
        String theirs = PublicPolicy.with(BUCKET, List.of(), both).orElseThrow();

        assertThat(new JsonObject(both).getString("Id")).isEqualTo("theirs");
        assertThat(new JsonObject(both).getJsonArray("Statement")).hasSize(2);
        assertThat(new JsonObject(theirs).getJsonArray("Statement").getJsonObject(0))
                .isEqualTo(new JsonObject(THEIRS).getJsonObject("Statement"));
    }

    @Test
    void ofAPolicyThatWasAllOursNothingIsLeft() {
        String policy = PublicPolicy.with(BUCKET, List.of("a/"), null).orElseThrow();

        assertThat(PublicPolicy.with(BUCKET, List.of(), policy)).isEmpty();
        assertThat(PublicPolicy.with(BUCKET, List.of(), null)).isEmpty();
    }
}
