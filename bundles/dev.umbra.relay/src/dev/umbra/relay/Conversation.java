package dev.umbra.relay;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

import org.jspecify.annotations.Nullable;

import dev.umbra.core.Clocks;
import dev.umbra.core.port.RelaySync;
import dev.umbra.core.relay.RelayLink;
import dev.umbra.core.relay.RelayState;
import dev.umbra.nostr.ClientMessage;
import dev.umbra.nostr.Event;
import dev.umbra.nostr.Filter;
import dev.umbra.nostr.Kind;
import dev.umbra.nostr.PublicKey;
import dev.umbra.nostr.RelayMessage;

/**
 * What is said over one connection: says who asks when the relay wants to know, subscribes to what is new, reads the whole history,
 * then takes what came meanwhile, then sends. Without threads, sockets and timers: its owner tells it what was heard and what time
 * it is. The whole history is read on every connection, since another device's offline edits arrive late with old dates.
 */
final class Conversation implements Asking {
	private static final String LIVE = "live-";
	private static final Duration PROBE = Duration.ofMinutes(10);
	private static final Duration FLUSH = Duration.ofSeconds(30);
	private static final int[] AGAIN_SECONDS = { 2, 5, 15, 30, 60 };
	/** Soon after a history was read, the newest are asked for once more: some relays answer from a cache, a second old. */
	private static final Duration CONFIRM = Duration.ofSeconds(2);
	private static final int CONFIRMED = 499;
	private static final int PROBED = 50;
	private static final int DIRECTORY = 500;
	private static final int MOST_UNREADABLE = 100;
	private final RelayLink link;
	private final Introduction introduction;
	private final Clocks clocks;
	private final Counted counted;
	private final Line line;
	private final Inbox inbox;
	private final Flusher flusher;
	private final Catching catching;
	private final CatalogAccess catalog;
	private final Verifying verifying;
	private final Filter mine;
	private final Map<String, Question> questions = new HashMap<>();
	private final HeldEvents held;
	private @Nullable History past;
	private boolean incomplete;
	private boolean read;
	private boolean confirmed;
	private RelayState state = RelayState.CONNECTING;
	private int number;
	private int failures;
	private int unreadable;
	private String live = "";
	private long againAt;
	private long probeAt;
	private long flushAt;
	private boolean again;

	Conversation(RelayLink link, Seal seal, CatalogAccess catalog, Clocks clocks, Counted counted, long longestMessage, Line line) {
		this.link = link;
		this.introduction = new Introduction(link.relay().url(), seal, clocks);
		this.catalog = catalog;
		this.clocks = clocks;
		this.counted = counted;
		this.line = line;
		this.held = new HeldEvents(counted);
		this.inbox = new Inbox(link.relay().url(), seal, catalog, clocks, counted);
		this.flusher = new Flusher(link, seal, catalog, clocks, this, longestMessage);
		this.verifying = new Verifying(seal);
		this.catching = new Catching(link, catalog, clocks);
		this.mine = Filter.ALL.kinds(Kind.PERSONA, Kind.TEAM, Kind.MANAGED_AGENT, Kind.DELETION).authors(new PublicKey(link.identity().value()));
	}

	/** The socket is open. */
	void opened() {
		begin();
	}

	/** Everything is read again, and what was held is tried again. */
	void again() {
		begin();
	}

	void outboxChanged() {
		flusher.wanted();
	}

	RelayState state() {
		return state;
	}

	int keptAside() {
		return inbox.keptAside();
	}

	/** What a person should know, one sentence each. */
	List<String> words() {
		List<String> all = new ArrayList<>();
		inbox.aheadOfClock().ifPresent(all::add);
		if (incomplete) {
			all.add("One second has more records than the relay gives at once; some may be missing here.");
		}
		return all;
	}

	private void settlePast() {
		if (past != null) {
			past.settle();
		}
	}

	private void begin() {
		settlePast();
		for (Map.Entry<String, Question> open : List.copyOf(questions.entrySet())) {
			questions.remove(open.getKey());
			send(new ClientMessage.Close(open.getKey()));
			unanswered(open.getValue(), "reads everything again; ask once more");
		}
		read = false;
		held.begin();
		again = false;
		enter(RelayState.READING);
		String before = live;
		live = LIVE + ++number;
		if (!before.isEmpty()) {
			send(new ClientMessage.Close(before));
		}
		send(new ClientMessage.Request(live, List.of(mine.limit(0), Filter.ALL.kinds(Kind.AGENT_PROFILE).limit(0))));
		catalog.gather();
		past = new History(mine, new Pages());
		past.begin();
	}

	/** @param why what the relay does instead */
	private void unanswered(Question question, String why) {
		switch (question) {
		case Question.Looked looked -> flusher.unanswered(looked.look());
		case Question.Others others -> others.answer().complete(new RelaySync.Shared(List.of(), List.of(link.relay() + " " + why + ".")));
		case Question.Past past -> {
		}
		case Question.Directory directory -> {
		}
		case Question.Probe probe -> {
		}
		}
	}

	/** Asks for somebody else's personas. */
	void sharedBy(PublicKey author, CompletableFuture<RelaySync.Shared> answer) {
		if (state == RelayState.AUTHENTICATING) {
			unanswered(new Question.Others(List.of(), author, answer), "still wants to know who asks");
		} else {
			ask("others", new Question.Others(new ArrayList<>(), author, answer), List.of(SharedPersonas.of(author)));
		}
	}

	/** Questions for a history. */
	private final class Pages implements History.Pages {
		@Override
		public String ask(Batch page, Filter filter) {
			return Conversation.this.ask("past", new Question.Past(page), List.of(filter));
		}

		@Override
		public void drop(String name) {
			questions.remove(name);
			send(new ClientMessage.Close(name));
		}

		@Override
		public Batch batch() {
			return inbox.batch();
		}

		@Override
		public Inbox.Taking begin(Batch page) {
			return inbox.begin(page, flusher.onTheirWay());
		}

		@Override
		public void end(Inbox.Taking taking) {
			flusher.keeps(taken(taking.end()).requests());
		}
	}

	private String ask(String name, Question question, List<Filter> filters) {
		String id = name + "-" + ++number;
		questions.put(id, question);
		send(new ClientMessage.Request(id, filters));
		return id;
	}

	@Override
	public void look(Look look, List<Filter> filters) {
		ask("look", new Question.Looked(new ArrayList<>(), look), filters);
	}

	@Override
	public void send(String frame) {
		line.send(frame);
	}

	@Override
	public void end(String why) {
		line.end(why);
	}

	private void send(ClientMessage message) {
		line.send(message.json());
	}

	private void enter(RelayState next) {
		if (state != next) {
			state = next;
			line.state(next);
		}
	}

	void heard(RelayMessage message) {
		if (!(message instanceof RelayMessage.Found || message instanceof RelayMessage.StoredEnd)) {
			settlePast();
		}
		switch (message) {
		case RelayMessage.Found found -> found(found);
		case RelayMessage.StoredEnd end -> storedEnd(end.subscription());
		case RelayMessage.Closed closed -> closed(closed);
		case RelayMessage.Ok ok -> ok(ok);
		case RelayMessage.Challenge asked -> challenged(asked.challenge());
		case RelayMessage.Notice notice -> line.trouble("The relay says: " + Words.foreign(notice.message()));
		case RelayMessage.Unreadable bad -> unreadable("a message that cannot be read");
		}
	}

	/** Something came that is no message. */
	void unreadable(String why) {
		counted.refused(why);
		if (++unreadable >= MOST_UNREADABLE) {
			line.end("The relay sent " + MOST_UNREADABLE + " messages that cannot be read. Is it a Nostr relay?");
		}
	}

	private void found(RelayMessage.Found found) {
		// also of a live subscription that was just closed: what was on its way is told only once, and some relays keep no deletions
		if (found.subscription().startsWith(LIVE)) {
			held.add(found.event());
			return;
		}
		Question question = questions.get(found.subscription());
		if (question == null) {
			return;
		}
		question.add(found.event());
		check(question.size(), past != null && question instanceof Question.Past ? past.limit() : Paging.PAGE);
	}

	private void check(int events, int most) {
		if (events > 2 * most) {
			line.end("The relay sends more than it was asked for.");
		}
	}

	/** Whether no more than the beginning of that frame need be read; then it was dealt with. */
	boolean glanced(String frame) {
		if (past == null || !past.glanced(frame)) {
			return false;
		}
		check(past.events(), past.limit());
		return true;
	}

	private void storedEnd(String subscription) {
		Question question = questions.remove(subscription);
		if (question == null) {
			return;
		}
		send(new ClientMessage.Close(subscription));
		if (!(question instanceof Question.Past)) {
			settlePast();
		}
		switch (question) {
		case Question.Past answer -> pastPage(answer.page());
		case Question.Directory answer -> take(answer.events());
		case Question.Probe answer -> {
			if (take(answer.events()).fresh() > 0) {
				begin();
			}
		}
		case Question.Looked answer -> {
			Set<String> ids = take(answer.events()).genuine();
			flusher.looked(answer.look(), ids);
		}
		case Question.Others answer -> answer.answer()
				.complete(new SharedPersonas(link.relay(), answer.author(), verifying, clocks.instant()).read(answer.events()));
		}
	}

	private void pastPage(Batch page) {
		Paging whole = past == null ? null : past.came(page);
		if (whole != null) {
			past = null;
			wholeRead(whole);
		}
	}

	private void wholeRead(Paging paging) {
		failures = 0;
		read = true;
		incomplete = paging.incomplete();
		Set<String> there = new HashSet<>(paging.seen());
		there.addAll(drain());
		flusher.commit();
		catalog.tellAll();
		if (!incomplete) {
			inbox.wholeRead();
			catching.afterReading(there, flusher);
		}
		flusher.wanted();
		ask("directory", new Question.Directory(new ArrayList<>()), List.of(Filter.ALL.kinds(Kind.AGENT_PROFILE).limit(DIRECTORY)));
		confirmed = false;
		probeAt = clocks.nanos() + CONFIRM.toNanos();
		flushAt = clocks.nanos() + FLUSH.toNanos();
		enter(incomplete ? RelayState.INCOMPLETE : RelayState.LIVE);
		if (held.missed()) {
			later();
		}
	}

	private Inbox.Taken take(List<Event> events) {
		return taken(inbox.take(events, flusher.onTheirWay()));
	}

	private Inbox.Taken taken(Inbox.Taken taken) {
		flusher.given(taken.genuine());
		if (taken.fresh() > 0) {
			flusher.wanted();
		}
		taken.strays().forEach(stray -> flusher.clear(stray.version(), stray.before()));
		return taken;
	}

	/** @return ids of those that were verified */
	private Set<String> drain() {
		List<Event> events = held.taken();
		return events.isEmpty() ? Set.of() : take(events).genuine();
	}

	private void closed(RelayMessage.Closed closed) {
		Question question = questions.remove(closed.subscription());
		if (question == null && !closed.subscription().equals(live)) {
			return;
		}
		if (RelayMessage.Prefix.of(closed.message()) == RelayMessage.Prefix.AUTH_REQUIRED && !introduction.accepted()) {
			wantsToKnow(closed.message());
			return;
		}
		if (question != null) {
			unanswered(question, "does not answer that: " + Words.foreign(closed.message()));
		}
		if (question == null || question instanceof Question.Past || question instanceof Question.Probe) {
			line.trouble("The relay ended a subscription: " + Words.foreign(closed.message()));
			later();
		}
	}

	/** Reads everything again after a while, longer each time. */
	private void later() {
		again = true;
		againAt = clocks.nanos() + Duration.ofSeconds(AGAIN_SECONDS[Math.min(failures++, AGAIN_SECONDS.length - 1)]).toNanos();
	}

	private void wantsToKnow(String message) {
		if (state != RelayState.AUTHENTICATING) {
			introduction.wanted();
			enter(RelayState.AUTHENTICATING);
		}
		if (!introduction.challenged()) {
			line.trouble("The relay wants to know who asks: " + Words.foreign(message));
		}
	}

	private void challenged(String asked) {
		ClientMessage answer = introduction.answer(asked);
		if (answer != null) {
			enter(RelayState.AUTHENTICATING);
			send(answer);
		}
	}

	private void ok(RelayMessage.Ok ok) {
		if (introduction.heard(ok.event().hex(), ok.accepted())) {
			if (ok.accepted()) {
				flusher.authenticated();
				begin();
			} else {
				line.refused("The relay refuses this identity: " + Words.foreign(ok.message()));
			}
			return;
		}
		String trouble = flusher.answered(ok.event().hex(), ok.accepted(), ok.message());
		if (trouble != null) {
			line.trouble(trouble);
		}
	}

	/** After a batch of messages: takes what came live, in one commit, and sends what can be sent. */
	void settle() {
		if (read && state != RelayState.AUTHENTICATING) {
			drain();
			flusher.run();
		}
	}

	/** Once a second or so. */
	void tick() {
		long now = clocks.nanos();
		settlePast();
		catalog.tellDue();
		String late = state == RelayState.AUTHENTICATING ? introduction.late() : null;
		if (late != null) {
			line.refused(late);
			return;
		}
		if (again && now - againAt >= 0) {
			begin();
			return;
		}
		if (!read) {
			return;
		}
		if (now - probeAt >= 0) {
			probeAt = now + PROBE.toNanos();
			ask("probe", new Question.Probe(new ArrayList<>()), List.of(mine.limit(confirmed ? PROBED : CONFIRMED)));
			confirmed = true;
		}
		if (now - flushAt >= 0) {
			flushAt = now + FLUSH.toNanos();
			flusher.wanted();
		}
		flusher.tick();
	}
}
