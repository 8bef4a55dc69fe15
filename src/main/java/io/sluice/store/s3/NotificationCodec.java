package io.sluice.store.s3;

import io.sluice.store.BucketSetting.NotificationRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.model.FilterRule;
import software.amazon.awssdk.services.s3.model.GetBucketNotificationConfigurationResponse;
import software.amazon.awssdk.services.s3.model.NotificationConfiguration;
import software.amazon.awssdk.services.s3.model.NotificationConfigurationFilter;
import software.amazon.awssdk.services.s3.model.QueueConfiguration;
import software.amazon.awssdk.services.s3.model.TopicConfiguration;

/** Whom a bucket tells of what: queues and topics, by the service in their ARN. MinIO's targets are all queues. */
final class NotificationCodec {
    private static final String TOPIC = "sns";
    private static final int SERVICE = 2;

    private NotificationCodec() {}

    static List<NotificationRule> decode(GetBucketNotificationConfigurationResponse there) {
        Stream<NotificationRule> queues = there.queueConfigurations().stream()
                .filter(rule -> RuleCodec.ours(rule.id()))
                .map(rule -> rule(rule.id(), rule.queueArn(), rule.eventsAsStrings(), rule.filter()));
        Stream<NotificationRule> topics = there.topicConfigurations().stream()
                .filter(rule -> RuleCodec.ours(rule.id()))
                .map(rule -> rule(rule.id(), rule.topicArn(), rule.eventsAsStrings(), rule.filter()));
        return Stream.concat(queues, topics).toList();
    }

    private static NotificationRule rule(
            String id, String target, List<String> events, @Nullable NotificationConfigurationFilter filter) {
        return new NotificationRule(id, target, events, part(filter, "prefix"), part(filter, "suffix"));
    }

    private static String part(@Nullable NotificationConfigurationFilter filter, String name) {
        if (filter == null || filter.key() == null) {
            return "";
        }
        return filter.key().filterRules().stream()
                .filter(rule -> rule.nameAsString().toLowerCase(Locale.ROOT).equals(name))
                .map(FilterRule::value)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse("");
    }

    /** What is there already of others, and these rules. */
    static NotificationConfiguration encode(
            GetBucketNotificationConfigurationResponse there, List<NotificationRule> rules) {
        List<QueueConfiguration> queues = new ArrayList<>(there.queueConfigurations());
        List<TopicConfiguration> topics = new ArrayList<>(there.topicConfigurations());
        queues.removeIf(rule -> RuleCodec.ours(rule.id()));
        topics.removeIf(rule -> RuleCodec.ours(rule.id()));
        for (NotificationRule rule : rules) {
            if (isTopic(rule.target())) {
                topics.add(topic(rule));
            } else {
                queues.add(queue(rule));
            }
        }
        return NotificationConfiguration.builder()
                .queueConfigurations(queues)
                .topicConfigurations(topics)
                .lambdaFunctionConfigurations(there.lambdaFunctionConfigurations())
                .eventBridgeConfiguration(there.eventBridgeConfiguration())
                .build();
    }

    /** {@code arn:aws:sns:…}. */
    private static boolean isTopic(String target) {
        String[] parts = target.split(":", SERVICE + 2);
        return parts.length > SERVICE && parts[SERVICE].equals(TOPIC);
    }

    private static TopicConfiguration topic(NotificationRule rule) {
        return TopicConfiguration.builder()
                .id(rule.id())
                .topicArn(rule.target())
                .eventsWithStrings(rule.events())
                .filter(filter(rule))
                .build();
    }

    private static QueueConfiguration queue(NotificationRule rule) {
        return QueueConfiguration.builder()
                .id(rule.id())
                .queueArn(rule.target())
                .eventsWithStrings(rule.events())
                .filter(filter(rule))
                .build();
    }

    private static @Nullable NotificationConfigurationFilter filter(NotificationRule rule) {
        List<FilterRule> parts = new ArrayList<>();
        if (!rule.prefix().isEmpty()) {
            parts.add(FilterRule.builder().name("prefix").value(rule.prefix()).build());
        }
        if (!rule.suffix().isEmpty()) {
            parts.add(FilterRule.builder().name("suffix").value(rule.suffix()).build());
        }
        return parts.isEmpty()
                ? null
                : NotificationConfigurationFilter.builder()
                        .key(key -> key.filterRules(parts))
                        .build();
    }
}
