package dev.umbra.ui.internal.status;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;

import org.junit.jupiter.api.Test;

import dev.umbra.core.SessionId;
import dev.umbra.core.Version;
import dev.umbra.core.api.Host;
import dev.umbra.core.session.SessionStatus;
import dev.umbra.core.session.SessionSummary;
import dev.umbra.testkit.Sample;
import dev.umbra.ui.internal.live.HostReach.Phase;

class StatusWordsTest {
	private static final Version OWN = new Version("1.10.0", "1.0");

	private static Host.Status status(String version) {
		return new Host.Status(4711, Sample.NOON, version, "1.0", "e", 1, "ready", 3, 2, 8, 0, 1, 5, 4, "/data", "/data/s", 5_000_000, 1);
	}

	@Test
	void theHostSaysHowItIsAndWhetherItIsOfAnotherVersion() {
		assertEquals("Host ready", StatusWords.host(Phase.READY, status("1.10.0"), OWN, false));
		assertEquals("Host ready", StatusWords.host(Phase.READY, null, OWN, false));
		assertEquals("Host ready (older, 1.9.2)", StatusWords.host(Phase.READY, status("1.9.2"), OWN, false));
		assertEquals("Host ready (newer, 2.0.0)", StatusWords.host(Phase.READY, status("2.0.0"), OWN, false));
		assertEquals("Host unreachable", StatusWords.host(Phase.UNREACHABLE, status("1.10.0"), OWN, false));
		assertEquals("Host starting…", StatusWords.host(Phase.STARTING, null, OWN, false));
		assertEquals("Host ending…", StatusWords.host(Phase.ENDING, null, OWN, false));
		assertEquals("Host restarts when idle", StatusWords.host(Phase.READY, status("1.9.2"), OWN, true));
		assertEquals("Host restarting…", StatusWords.host(Phase.ENDING, status("1.9.2"), OWN, true));
		assertEquals("Host starting…", StatusWords.host(Phase.UNREACHABLE, status("1.9.2"), OWN, true));
		assertTrue(StatusWords.otherVersion(status("1.9.2"), OWN));
		assertFalse(StatusWords.otherVersion(null, OWN));
	}

	@Test
	void versionsAreComparedByNumber() {
		assertTrue(StatusWords.compared("1.9", "1.10") < 0);
		assertEquals(0, StatusWords.compared("1.0", "1.0.0"));
		assertTrue(StatusWords.compared("1.0.0.b", "1.0.0.a") > 0);
	}

	@Test
	void onlyWhatWorksWithoutThePersonCounts() {
		List<SessionSummary> one = Arrays.stream(SessionStatus.values())
				.map(status -> Sample.summary(new SessionId(status.word())).edit().status(status).build()).toList();
		assertEquals(2, StatusWords.running(one));
		assertEquals("2 of 8 working, 1 queued", StatusWords.running(one, status("1.9.2")));
		assertEquals("2 working, 1 queued", StatusWords.running(one, null));
	}

	@Test
	void countsAreWords() {
		assertEquals("0 working", StatusWords.running(List.of(), null));
		assertEquals("0 waiting", StatusWords.waiting(0));
		assertEquals("1 waits for you", StatusWords.waiting(1));
		assertEquals("2 wait for you", StatusWords.waiting(2));
	}

	@Test
	void detailsNameEveryFactAndTheWayOutOfTwoVersions() {
		String same = StatusWords.details(status("1.10.0"), OWN, Sample.NOON.plusSeconds(180));
		for (String fact : List.of("1.10.0", "4711", "3 min", "3 sessions", "2 working", "1 waiting", "5 agents", "4 windows", "/data",
				"5 MB")) {
			assertTrue(same.contains(fact), () -> fact + " is missing in: " + same);
		}
		assertFalse(same.contains("Restart"));
		assertTrue(StatusWords.details(status("1.9.2"), OWN, Sample.NOON).contains("Restart"));
	}
}
