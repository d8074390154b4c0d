package dev.umbra.ui.internal.gallery;

import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.umbra.core.session.Detail;
import dev.umbra.core.session.EntryKind;
import dev.umbra.core.session.EntryStatus;

/** Permissions, forms and logins: waiting, answered by a person, decided by a rule, left without an answer. */
final class Asked {
	private static final List<Detail.Option> OPTIONS = List.of(new Detail.Option("once", "allow_once", "Allow once"),
			new Detail.Option("always", "allow_always", "Always allow"), new Detail.Option("no", "reject_once", "Reject"),
			new Detail.Option("never", "reject_always", "Always reject"));
	private static final List<Detail.Field> FIELDS = List.of(
			new Detail.Field("city", "City", "Where it rains", "string", true, List.of(), null, null, null, null, null),
			new Detail.Field("days", "Days", null, "integer", false, List.of(), null, null, "3", 1.0, 10.0),
			new Detail.Field("snow", "With snow", null, "boolean", false, List.of(), null, null, null, null, null));

	private Asked() {
	}

	static void fill(Shelf shelf) {
		shelf.begin(Messages.asked);
		shelf.say("Permissions");
		permission(shelf, EntryStatus.PENDING, null, null, null);
		permission(shelf, EntryStatus.DONE, "once", "product", null);
		permission(shelf, EntryStatus.DONE, "always", "cli", null);
		permission(shelf, EntryStatus.DONE, "no", null, null);
		permission(shelf, EntryStatus.DONE, "never", "ide", null);
		permission(shelf, EntryStatus.DONE, "once", null, "rule \"everything below src\"");
		permission(shelf, EntryStatus.DONE, "no", null, "rule \"no force push\"");
		permission(shelf, EntryStatus.DONE, null, null, "the policy of the agent");
		permission(shelf, EntryStatus.CANCELLED, null, null, null);
		permission(shelf, EntryStatus.EXPIRED, null, null, null);
		shelf.say("Forms and pages");
		input(shelf, EntryStatus.PENDING, null, null, null);
		input(shelf, EntryStatus.DONE, null, "accept", "{\"city\":\"Hamburg\",\"days\":3,\"snow\":false,\"more\":{\"a\":[1,2]}}");
		input(shelf, EntryStatus.DONE, null, "decline", null);
		input(shelf, EntryStatus.CANCELLED, null, "cancel", null);
		input(shelf, EntryStatus.EXPIRED, null, null, null);
		input(shelf, EntryStatus.PENDING, "https://example.org/confirm?id=1", null, null);
		input(shelf, EntryStatus.DONE, "https://example.org/confirm?id=1", "accept", null);
		shelf.say("Logins");
		login(shelf, EntryStatus.PENDING, null);
		login(shelf, EntryStatus.DONE, "key");
		login(shelf, EntryStatus.CANCELLED, null);
		login(shelf, EntryStatus.EXPIRED, null);
	}

	private static void permission(Shelf shelf, EntryStatus status, @Nullable String chosen, @Nullable String client, @Nullable String decided) {
		shelf.put(EntryKind.PERMISSION, status, "", new Detail.Permission("1", Detail.Permission.Origin.AGENT, "git push --force origin main", "execute", "call",
				null, List.of(Chapters.FOLDER), "git push --force origin main", List.of(), OPTIONS, chosen, client, decided));
	}

	private static void input(Shelf shelf, EntryStatus status, @Nullable String url, @Nullable String action, @Nullable String content) {
		shelf.put(EntryKind.INPUT, status, "Which city is it about?", new Detail.Input("1", null, url == null ? "The forecast for" : "Confirm in the browser",
				url == null ? FIELDS : List.of(), url, url == null ? null : "page", action, content, action == null ? null : "product"));
	}

	private static void login(Shelf shelf, EntryStatus status, @Nullable String chosen) {
		shelf.put(EntryKind.INPUT, status, "The agent needs a login before it works.", new Detail.Login(List.of(
				new Detail.LoginMethod("key", "Use a key", "of the environment", false), new Detail.LoginMethod("web", "Log in on a terminal", null, true)),
				chosen, chosen == null ? null : "cli"));
	}
}
