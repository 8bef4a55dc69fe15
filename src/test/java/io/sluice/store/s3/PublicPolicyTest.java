package io.sluice.store.s3;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.store.BucketName;
import io.sluice.store.BucketSetting;
import io.sluice.store.FoundSetting;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PublicPolicyTest {
    private static final BucketName BUCKET = new BucketName("pier");
    private static final String THEIRS = """
            {"Version":"2012-10-17","Id":"theirs","Statement":{"Sid":"Theirs","Effect":"Deny","Principal":"*",
             "Action":"s3:DeleteObject","Resource":"arn:aws:s3:::pier/kept/*"}}""";

    private static FoundSetting shown(String... prefixes) {
        return FoundSetting.exactly(new BucketSetting.PublicRead(List.of(prefixes)));
    }

    /** A policy with one statement of ours in which {@code from} is {@code to}. */
    private static String changed(String from, String to) {
        String policy = PublicPolicy.with(BUCKET, List.of("a/", "b/"), null).orElseThrow();
        assertThat(policy).contains(from);
        return policy.replace(from, to);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"AWS\":[\"*\"]} | \"*\"",
                "{\"AWS\":[\"*\"]} | {\"AWS\":\"*\"}",
                "[\"s3:GetObject\"] | \"s3:GetObject\"",
                "[\"arn:aws:s3:::pier/a/*\",\"arn:aws:s3:::pier/b/*\"] | [\"arn:aws:s3:::pier/b/*\",\"arn:aws:s3:::pier/a/*\"]",
            })
    void anotherFormOfTheSameIsTheSame(String from, String to) {
        assertThat(PublicPolicy.found(BUCKET, changed(from, to))).isEqualTo(shown("a/", "b/"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "[\"s3:GetObject\"] | [\"s3:GetObject\",\"s3:PutObject\"]",
                "[\"s3:GetObject\"] | \"s3:*\"",
                "\"Allow\" | \"Deny\"",
                "{\"AWS\":[\"*\"]} | {\"AWS\":[\"*\"],\"CanonicalUser\":[\"*\"]}",
                "{\"AWS\":[\"*\"]} | {\"AWS\":\"arn:aws:iam::1:root\"}",
                "\"Effect\" | \"Condition\":{\"Bool\":{\"aws:SecureTransport\":\"true\"}},\"Effect\"",
                "\"Resource\" | \"NotResource\"",
                "\"arn:aws:s3:::pier/b/*\" | \"arn:aws:s3:::pier/b/*\",\"arn:aws:s3:::pier\"",
                "\"arn:aws:s3:::pier/b/*\" | \"arn:aws:s3:::pier/b/*\",\"arn:aws:s3:::other/*\"",
                "\"Statement\":[ | \"Statement\":[{\"Sid\":\"SluicePublicRead\"},",
            })
    void aStatementOfOursThatDoesSomethingElseIsAltered(String from, String to) {
        assertThat(PublicPolicy.found(BUCKET, changed(from, to)).altered()).isNotEmpty();
    }

    @Test
    void prefixesComeBackOutOfThePolicyTheyWentInto() {
        String policy = PublicPolicy.with(BUCKET, List.of("", "a/b é"), null).orElseThrow();

        assertThat(PublicPolicy.found(BUCKET, policy)).isEqualTo(shown("", "a/b é"));
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
        assertThat(PublicPolicy.found(BUCKET, THEIRS)).isEqualTo(shown());

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
