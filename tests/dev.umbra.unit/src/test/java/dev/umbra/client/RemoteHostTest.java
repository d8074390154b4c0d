package dev.umbra.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.umbra.core.Cause;
import dev.umbra.core.CommandId;
import dev.umbra.core.EntryId;
import dev.umbra.core.Failure;
import dev.umbra.core.FailureException;
import dev.umbra.core.Outcome;
import dev.umbra.core.SessionId;
import dev.umbra.core.Version;
import dev.umbra.core.api.Done;
import dev.umbra.core.api.Host;
import dev.umbra.core.api.Nothing;
import dev.umbra.core.api.Sessions;
import dev.umbra.core.api.Sessions.Attached;
import dev.umbra.core.api.Sessions.Changes;
import dev.umbra.core.api.Sessions.Item;
import dev.umbra.core.api.Tabs;
import dev.umbra.core.event.HostEvent;
import dev.umbra.core.event.SessionOpened;
import dev.umbra.core.session.Entry;
import dev.umbra.core.session.EntryStatus;
import dev.umbra.testkit.FakeHost;
import dev.umbra.testkit.Sample;
import dev.umbra.wire.Codec;
import dev.umbra.wire.DataFolder;
import dev.umbra.wire.Method;
import dev.umbra.wire.Methods;

class RemoteHostTest {
	private static final SessionId SESSION = new SessionId("5e551011-0000-4000-8000-000000000000");
	private static final RemoteHost.Options OPTIONS = RemoteHost.Options.of("test").withoutStart();
	private final BlockingQueue<Changes> seen = new LinkedBlockingQueue<>();
	private final BlockingQueue<LinkState> states = new LinkedBlockingQueue<>();
	private DataFolder folder;
	private FakeHost host;
	private RemoteHost remote;

	@BeforeEach
	void open(@TempDir Path temp) {
		folder = DataFolder.open(temp.resolve("home"), Map.of());
		host = FakeHost.start(folder);
	}

	@AfterEach
	void close() {
		if (remote != null) {
			remote.close();
		}
		host.close();
	}

	private RemoteHost connect() {
		remote = RemoteHost.connect(folder, OPTIONS);
		remote.onLink(states::add);
		return remote;
	}

	private static <T> Outcome<T> outcome(CompletionStage<Outcome<T>> stage) throws Exception {
		return stage.toCompletableFuture().get(20, TimeUnit.SECONDS);
	}

	private static <T> Failure failure(CompletionStage<Outcome<T>> stage) throws Exception {
		return assertInstanceOf(Outcome.NotOk.class, outcome(stage)).failure();
	}

	private Changes next() throws InterruptedException {
		return arrived(seen.poll(20, TimeUnit.SECONDS));
	}

	private static <T> T arrived(T value) {
		assertNotNull(value, "nothing came");
		return value;
	}

	private static Entry entry(String id, long ordinal, long revision, String text) {
		return Sample.message(id, ordinal, EntryStatus.RUNNING, text).withRevision(revision);
	}

	private static Attached attached(String epoch, long revision, boolean reset, Entry... entries) {
		return new Attached(SESSION, epoch, revision, Sample.summary(SESSION), reset, List.of(entries));
	}

	private static Changes upsert(String attachment, String epoch, long from, long revision, Entry entry) {
		return new Changes(attachment, SESSION, epoch, from, revision, false, null, List.of(new Item.Upsert(entry)));
	}

	private Outcome<Attached> attach() throws Exception {
		return outcome(remote.sessions().attach(new Sessions.Attach("mine", "5e55", null, 10), seen::add));
	}

	private String lastAttachment() {
		return host.asked(Methods.SESSIONS_ATTACH).getLast().path("attachment").asText();
	}

	@Test
	void helloSaysWhoWeAre() {
		connect();
		assertEquals("{\"protocol\":\"" + Version.OWN.protocol() + "\",\"version\":\"" + Version.OWN.product()
				+ "\",\"client\":\"test\",\"features\":[]}", host.asked(Methods.HELLO).getFirst().toString());
		assertEquals("epoch", remote.epoch());
	}

	@Test
	void aHostIsNotToldToEndWhereNoneCanBeStartedInItsPlace(@TempDir Path nowhere) throws Exception {
		remote = RemoteHost.connect(folder, OPTIONS.withRuntime(nowhere));
		Failure failure = failure(remote.restartWhenIdle());
		assertEquals(Failure.Code.HOST_UNREACHABLE, failure.code());
		assertTrue(failure.message().contains(nowhere.toString()), failure::message);
		assertEquals(List.of(), host.asked(Methods.HOST_STOP));
		assertTrue(remote.isConnected());
	}

	@Test
	void aHostOfAnotherMajorVersionRefusesInWords() {
		host.close();
		host = FakeHost.start(folder, new Version("9.0", "9.0"), "epoch");
		Failure failure = assertThrows(FailureException.class, this::connect).failure();
		assertEquals(Failure.Code.REFUSED, failure.code());
		assertTrue(failure.hint().contains("umbra host restart --when-idle"), failure.hint());
	}

	@Test
	void anOlderHostThatLacksAMethodIsToldInWords() throws Exception {
		host.close();
		host = FakeHost.start(folder, new Version("0.0.9", "1.0"), "epoch").answer(Methods.SESSIONS_LIST,
				new Sessions.Listing("epoch", List.of()));
		connect();
		assertEquals(List.of(), outcome(remote.sessions().list(new Sessions.ListAll(true))).orThrow().sessions());
		Failure failure = failure(remote.tabs().list(new Tabs.ListFor("product")));
		assertEquals(Failure.Code.REFUSED, failure.code());
		for (String part : List.of("Umbra 0.0.9", "1.0", "is older than this client", Version.OWN.protocol(), "tabs/list")) {
			assertTrue(failure.message().contains(part), failure.message());
		}
		assertTrue(failure.hint().contains("umbra host restart --when-idle"), failure.hint());
		assertTrue(remote.isConnected());
	}

	@Test
	void aHostOfTheSameVersionThatLacksAMethodIsNotCalledOlder() throws Exception {
		connect();
		Failure failure = failure(remote.tabs().list(new Tabs.ListFor(null)));
		assertFalse(failure.message().contains("older"), failure.message());
		assertTrue(failure.message().contains("tabs/list"), failure.message());
	}

	@Test
	void whatANewerHostSaysIsLeftOutAndCounted() throws Exception {
		host.close();
		host = FakeHost.start(folder, new Version("1.7", "1.99"), "epoch");
		connect();
		BlockingQueue<HostEvent> events = new LinkedBlockingQueue<>();
		remote.onEvent(events::add);
		host.tell("weather", Codec.object().put("rain", true));
		host.tell(Methods.EVENT, Codec.object().put("type", "cometSeen").put("epoch", "epoch").put("revision", 1));
		host.tell(Methods.EVENT, Codec.object().put("type", "cometSeen").put("epoch", "epoch").put("revision", 2));
		SessionOpened known = new SessionOpened("epoch", 3, Cause.SYSTEM, SESSION);
		host.tell(Methods.EVENT, known);
		assertEquals(known, arrived(events.poll(20, TimeUnit.SECONDS)));
		assertEquals(3, remote.leftOut());
	}

	@Test
	void aChangeThatIsNotUnderstoodIsAskedForAnew() throws Exception {
		host.answer(Methods.SESSIONS_ATTACH, attached("epoch", 5, true));
		connect();
		attach();
		ObjectNode strange = (ObjectNode) Codec.tree(upsert(lastAttachment(), "epoch", 5, 6, entry("e1", 1, 6, "x")));
		((ObjectNode) strange.path("items").path(0)).put("type", "transmuted");
		host.answer(Methods.SESSIONS_ATTACH, attached("epoch", 6, false, entry("e1", 1, 6, "x")));
		host.tell(Methods.CHANGES, strange);
		Changes changes = next();
		assertEquals(6, changes.revision());
		assertEquals(List.of(new Item.Upsert(entry("e1", 1, 6, "x"))), changes.items());
		assertEquals("epoch:5", host.asked(Methods.SESSIONS_ATTACH).getLast().path("after").asText());
		assertEquals(1, remote.leftOut());
		host.tell(Methods.CHANGES, upsert(lastAttachment(), "epoch", 6, 7, entry("e2", 2, 7, "y")));
		assertEquals(7, next().revision());
	}

	@Test
	void aHostThatTakesEveryoneIsStillNotSpokenTo() {
		Version own = new Version("1.0", "3.1");
		assertEquals(null, Greeting.check(own, "1.0", "3.9"));
		Failure older = Greeting.check(own, "0.1", "2.0");
		assertTrue(older.message().contains("the host is older"), older.message());
		Failure newer = Greeting.check(own, "2.0", "4.0");
		assertTrue(newer.message().contains("this client is older"), newer.message());
		assertTrue(newer.hint().contains("umbra host restart --when-idle"), newer.hint());
		assertEquals(Failure.Code.REFUSED, Greeting.check(own, "?", "").code());
	}

	@Test
	void aHostOfAnotherMajorVersionCanBeStopped() throws Exception {
		host.close();
		host = FakeHost.start(folder, new Version("9.0", "9.0"), "epoch").answer(Methods.HOST_STOP,
				new Host.Stopping(7, List.of()));
		remote = RemoteHost.connect(folder, OPTIONS.withAnyVersion());
		assertEquals(Failure.Code.REFUSED, remote.foreignVersion().code());
		assertEquals(7, outcome(remote.host().stop(new Host.Stop(false, true))).orThrow().pid());
	}

	@Test
	void withoutAHostItIsUnreachableInWords() {
		host.close();
		Failure failure = assertThrows(FailureException.class, this::connect).failure();
		assertEquals(Failure.Code.HOST_UNREACHABLE, failure.code());
		assertTrue(failure.message().contains(folder.path().toString()), failure.message());
	}

	@Test
	void aPointerThatADeadHostLeftIsNoHost() throws Exception {
		String pointer = Files.readString(folder.pointer());
		host.close();
		Files.writeString(folder.pointer(), pointer);
		assertEquals(Failure.Code.HOST_UNREACHABLE, assertThrows(FailureException.class, this::connect).failure().code());
		Files.writeString(folder.pointer(), "{\"pid\":1,\"so");
		assertEquals(Failure.Code.HOST_UNREACHABLE, assertThrows(FailureException.class, this::connect).failure().code());
	}

	@Test
	void aRefusalKeepsItsWords() throws Exception {
		Failure refusal = Failure.notFound("There is no session \"5e55\".", "See them.");
		host.refuse(Methods.SESSIONS_GET, refusal);
		assertEquals(refusal, failure(connect().sessions().get(new Sessions.Get("5e55", null))));
	}

	@Test
	void anAnswerOfAnotherShapeIsAFailureInWords() throws Exception {
		host.on(new Method<>("host/status", Nothing.class, Object.class),
				p -> Outcome.ok(Codec.object().put("pid", "x")));
		assertEquals(Failure.Code.FAILED, failure(connect().host().status(new Nothing())).code());
	}

	@Test
	void aLostReplyIsRepeatedOnceWithTheSameCommandId() throws Exception {
		host.answer(Methods.SESSIONS_RENAME, new Done()).loseReply(Methods.SESSIONS_RENAME);
		CommandId command = CommandId.random();
		assertInstanceOf(Outcome.Ok.class, outcome(connect().sessions().rename(new Sessions.Rename(command, "5e55", "new"))));
		List<String> commands = host.asked(Methods.SESSIONS_RENAME).stream().map(p -> p.path("command").asText()).toList();
		assertEquals(List.of(command.value(), command.value()), commands);
		assertEquals(2, host.asked(Methods.HELLO).size());
	}

	@Test
	void aReplyLostTwiceIsUnreachable() throws Exception {
		host.on(Methods.SESSIONS_RENAME, p -> {
			host.loseReply(Methods.SESSIONS_RENAME);
			return Outcome.ok(new Done());
		});
		Failure failure = failure(connect().sessions().rename(new Sessions.Rename(CommandId.random(), "5e55", "new")));
		assertEquals(Failure.Code.HOST_UNREACHABLE, failure.code());
		assertEquals(2, host.asked(Methods.SESSIONS_RENAME).size());
	}

	@Test
	void aWindowThatWasJustLookingStartsNoHostInPlaceOfAnEndedOne(@TempDir Path nowhere) throws Exception {
		remote = RemoteHost.connect(folder, RemoteHost.Options.of("test").withRuntime(nowhere).keptConnected());
		host.on(Methods.SESSIONS_LIST, p -> {
			host.close();
			return Outcome.ok(new Sessions.Listing("epoch", List.of()));
		});
		String looked = failure(remote.sessions().list(new Sessions.ListAll(false))).message();
		assertTrue(looked.startsWith("No host runs for"), looked);
		String done = failure(remote.sessions().rename(new Sessions.Rename(CommandId.random(), "5e55", "new"))).message();
		assertTrue(done.contains("is no runtime folder"), done);
	}

	@Test
	void stopIsNeverRepeated() throws Exception {
		host.answer(Methods.HOST_STOP, new Host.Stopping(7, List.of())).loseReply(Methods.HOST_STOP);
		assertEquals(Failure.Code.HOST_UNREACHABLE, failure(connect().host().stop(new Host.Stop(false, false))).code());
		assertEquals(1, host.asked(Methods.HOST_STOP).size());
	}

	@Test
	void eventsArriveAndUnknownOnesAreNothing() throws Exception {
		BlockingQueue<HostEvent> events = new LinkedBlockingQueue<>();
		connect().onEvent(events::add);
		SessionOpened opened = new SessionOpened("epoch", 1, Cause.SYSTEM, SESSION);
		host.tell(Methods.EVENT, Codec.object().put("type", "somethingNewer").put("epoch", "epoch"));
		host.tell(Methods.EVENT, Codec.tree((HostEvent) opened));
		assertEquals(opened, events.poll(20, TimeUnit.SECONDS));
	}

	@Test
	void changesBeforeTheAnswerWaitAndThoseItCoversAreDropped() throws Exception {
		host.on(Methods.SESSIONS_ATTACH, p -> {
			host.tell(Methods.CHANGES, upsert(p.attachment(), "epoch", 4, 5, entry("a", 1, 5, "old")));
			host.tell(Methods.CHANGES, upsert(p.attachment(), "epoch", 5, 6, entry("b", 2, 6, "new")));
			return Outcome.ok(attached("epoch", 5, true, entry("a", 1, 5, "old")));
		});
		connect();
		assertEquals(5, attach().orThrow().revision());
		Changes first = next();
		assertEquals(List.of(new Item.Upsert(entry("b", 2, 6, "new"))), first.items());
		assertEquals("mine", first.attachment());
		host.tell(Methods.CHANGES, upsert(lastAttachment(), "epoch", 5, 6, entry("b", 2, 6, "new")));
		host.tell(Methods.CHANGES, upsert(lastAttachment(), "epoch", 6, 7, entry("c", 3, 7, "newer")));
		assertEquals(7, next().revision());
		assertTrue(seen.isEmpty());
	}

	@Test
	void ofAnOverlapOnlyTheNewPartIsGiven() throws Exception {
		host.answer(Methods.SESSIONS_ATTACH, attached("epoch", 5, true));
		connect();
		attach();
		host.tell(Methods.CHANGES, new Changes("mine", SESSION, "epoch", 3, 7, false, null,
				List.of(new Item.Upsert(entry("a", 1, 4, "x")), new Item.Append(new EntryId("a"), 5, 1, "y"),
						new Item.Append(new EntryId("a"), 7, 2, "z"))));
		assertEquals(List.of(new Item.Append(new EntryId("a"), 7, 2, "z")), next().items());
	}

	@Test
	void whatIsFollowedGoesOnAfterALostConnectionWithoutGapOrDouble() throws Exception {
		host.answer(Methods.SESSIONS_ATTACH, attached("epoch", 5, true));
		connect();
		attach();
		host.tell(Methods.CHANGES, upsert("mine", "epoch", 5, 6, entry("a", 1, 6, "six")));
		assertEquals(6, next().revision());
		host.answer(Methods.SESSIONS_ATTACH, attached("epoch", 8, false, entry("a", 1, 7, "seven"), entry("b", 2, 8, "eight")));
		host.drop();
		Changes missed = next();
		assertEquals(6, missed.from());
		assertEquals(8, missed.revision());
		assertEquals(List.of("seven", "eight"), missed.items().stream()
				.map(item -> assertInstanceOf(Item.Upsert.class, item).entry().text()).toList());
		assertEquals("epoch:6", host.asked(Methods.SESSIONS_ATTACH).getLast().path("after").asText());
		assertEquals(SESSION.value(), host.asked(Methods.SESSIONS_ATTACH).getLast().path("session").asText());
		assertEquals(List.of(LinkState.LOST, LinkState.CONNECTED), List.of(states.take(), states.take()));
		host.tell(Methods.CHANGES, upsert("mine", "epoch", 8, 9, entry("x", 3, 9, "of a former attachment")));
		host.tell(Methods.CHANGES, upsert(lastAttachment(), "epoch", 8, 9, entry("c", 3, 9, "nine")));
		assertEquals(List.of(new Item.Upsert(entry("c", 3, 9, "nine"))), next().items());
	}

	@Test
	void lostChangesAndGapsAttachAgain() throws Exception {
		host.answer(Methods.SESSIONS_ATTACH, attached("epoch", 5, true));
		connect();
		attach();
		host.answer(Methods.SESSIONS_ATTACH, attached("epoch", 9, false, entry("a", 1, 9, "nine")));
		host.tell(Methods.CHANGES, new Changes("mine", SESSION, "epoch", 5, 5, true, null, List.of()));
		assertEquals(9, next().revision());
		host.answer(Methods.SESSIONS_ATTACH, attached("epoch", 12, false, entry("a", 1, 12, "twelve")));
		host.tell(Methods.CHANGES, upsert(lastAttachment(), "epoch", 11, 12, entry("a", 1, 12, "twelve")));
		assertEquals(12, next().revision());
		assertTrue(seen.isEmpty());
		assertEquals("epoch:9", host.asked(Methods.SESSIONS_ATTACH).getLast().path("after").asText());
	}

	@Test
	void aHostThatBeganAnewIsAskedForAllThatChangedSince() throws Exception {
		host.answer(Methods.SESSIONS_ATTACH, attached("epoch", 5, true));
		connect();
		attach();
		FakeHost former = host;
		former.close();
		host = FakeHost.start(folder, Version.OWN, "other")
				.answer(Methods.SESSIONS_ATTACH, attached("other", 9, true, entry("c", 3, 9, "newest")))
				.on(Methods.SESSIONS_ENTRIES, p -> Outcome.ok(p.after().equals("other:5")
						? new Sessions.Page(SESSION, "other", 9, "other:7", 0, true, false, List.of(entry("a", 1, 7, "open before")))
						: new Sessions.Page(SESSION, "other", 9, "other:9", 0, false, false,
								List.of(entry("b", 2, 8, "missed"), entry("c", 3, 9, "newest")))));
		Changes changes = next();
		assertEquals("other", changes.epoch());
		assertEquals(List.of("open before", "missed", "newest"), changes.items().stream()
				.map(item -> assertInstanceOf(Item.Upsert.class, item).entry().text()).toList());
		host.tell(Methods.CHANGES, upsert(lastAttachment(), "other", 9, 10, entry("d", 4, 10, "live")));
		assertEquals(10, next().revision());
	}

	@Test
	void aSessionThatIsGoneEndsTheAttachment() throws Exception {
		host.answer(Methods.SESSIONS_ATTACH, attached("epoch", 5, true));
		connect();
		attach();
		host.refuse(Methods.SESSIONS_ATTACH, Failure.notFound("gone", "hint"));
		host.drop();
		assertTrue(next().lost());
	}

	@Test
	void afterDetachNothingComes() throws Exception {
		host.answer(Methods.SESSIONS_ATTACH, attached("epoch", 5, true)).answer(Methods.SESSIONS_DETACH, new Done());
		connect();
		attach();
		outcome(remote.sessions().detach(new Sessions.Detach("mine")));
		host.tell(Methods.CHANGES, upsert("mine", "epoch", 5, 6, entry("a", 1, 6, "late")));
		host.answer(Methods.SESSIONS_RENAME, new Done());
		// its answer comes after the change on the wire
		outcome(remote.sessions().rename(new Sessions.Rename(CommandId.random(), "5e55", "x")));
		assertTrue(seen.isEmpty());
	}

	@Test
	void aClosedClientSaysSo() throws Exception {
		connect().close();
		assertEquals(Failure.Code.HOST_UNREACHABLE, failure(remote.host().status(new Nothing())).code());
	}
}
