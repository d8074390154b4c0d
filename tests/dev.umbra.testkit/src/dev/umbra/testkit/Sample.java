package dev.umbra.testkit;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

import dev.umbra.core.AgentId;
import dev.umbra.core.EntryId;
import dev.umbra.core.SessionId;
import dev.umbra.core.TurnId;
import dev.umbra.core.agent.AgentDefinition;
import dev.umbra.core.agent.AgentRecord;
import dev.umbra.core.agent.DeviceLayer;
import dev.umbra.core.agent.Launch;
import dev.umbra.core.session.Detail;
import dev.umbra.core.session.Entry;
import dev.umbra.core.session.EntryKind;
import dev.umbra.core.session.EntryStatus;
import dev.umbra.core.session.Offer;
import dev.umbra.core.session.SessionStatus;
import dev.umbra.core.session.SessionSummary;
import dev.umbra.core.session.Usage;

/** Plain values to begin a test with; change parts of them by {@code edit()} and the {@code with…} methods. */
public final class Sample {
	public static final Instant NOON = Instant.parse("2030-01-02T12:00:00Z");
	public static final AgentId AGENT = new AgentId("agent-1");

	private Sample() {
	}

	/** An idle session without a title, revision 1, of {@link #AGENT}. */
	public static SessionSummary summary(SessionId id) {
		return new SessionSummary(id, AGENT, "demo", "", false, SessionStatus.IDLE, "/tmp", List.of(), null, null, null, null,
				null, Offer.NONE, Map.of(), List.of(), null, null, null, null, Usage.NONE, 0, false, false, 1, NOON, NOON, null);
	}

	/** A message; one that is not open ended a second after it began. */
	public static Entry message(String id, long ordinal, EntryStatus status, String text) {
		return new Entry(new EntryId(id), ordinal, 1, new TurnId("turn-1"), EntryKind.MESSAGE, status, text, text.length(), NOON,
				status.open() ? null : NOON.plusSeconds(1), new Detail.Plain());
	}

	public static AgentRecord agent(AgentId id, String name) {
		return new AgentRecord(id, new AgentDefinition(name, null),
				new DeviceLayer("/usr/bin/" + name, List.of(), Map.of(), DeviceLayer.EnvMode.LOGIN, null, null, false, false, null,
						null, null),
				List.of(), false, NOON, NOON);
	}

	public static Launch launch(AgentRecord agent) {
		return new Launch(agent.id(), agent.name(), agent.device().command(), agent.device().args(), agent.device().env(),
				agent.device().envMode(), Path.of("/tmp"), "0123456789abcdef:" + agent.id(),
				Path.of("/tmp/" + agent.id() + ".log"), Duration.ofSeconds(60));
	}
}
