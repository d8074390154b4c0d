package dev.umbra.bench;

import java.util.List;

import dev.umbra.core.CommandId;
import dev.umbra.core.api.Tabs;
import dev.umbra.testkit.FakeAgent;
import dev.umbra.testkit.Ledger;

/** A session with a tab, whose agent says what its ledger has. */
final class Talking {
	private final HostProcess host;
	private Followed session;
	private final String id;

	Talking(HostProcess host, String name) throws Exception {
		this.host = host;
		String agent = Followed.agent(host, name, FakeAgent.arguments());
		session = Followed.open(host, agent, host.work(), null);
		id = session.session();
		host.get(host.remote().tabs().open(new Tabs.Open(CommandId.random(), id)));
	}

	String id() {
		return id;
	}

	/** After the host was started anew. */
	void again() {
		session = Followed.of(host, id);
	}

	void say(Ledger ledger) throws Exception {
		session.prompt(ledger.prompt());
	}

	boolean atRest() throws Exception {
		return session.summary().turn() == null;
	}

	void awaitRest() throws Exception {
		Pause.until(() -> "the end of the turn in session " + id, this::atRest);
	}

	/** The numbers of the stored lines, from this one on. */
	List<Integer> stored(int from) throws Exception {
		return Ledger.numbers(session.messages()).stream().filter(number -> number >= from).toList();
	}
}
