package dev.umbra.bench;

import java.util.List;

import dev.umbra.client.RemoteHost;
import dev.umbra.core.CommandId;
import dev.umbra.core.api.Sessions;
import dev.umbra.core.api.Tabs;
import dev.umbra.core.session.EntryKind;
import dev.umbra.testkit.CuttingProxy;
import dev.umbra.testkit.FakeAgent;

/** The connection is cut after the commit and before the reply, so that the client asks again. */
final class ReplyCuts {
	private static final List<String> METHODS = List.of("sessions/create", "sessions/prompt", "tabs/open", "sessions/rename");

	private ReplyCuts() {
	}

	static void measure(int times, Report report) throws Exception {
		try (HostProcess host = HostProcess.fresh().start()) {
			String agent = Followed.agent(host, "talking", FakeAgent.arguments());
			try (CuttingProxy proxy = new CuttingProxy(host.scratch("p"), host.home().resolve("host.sock"));
					RemoteHost cut = RemoteHost.lazy(proxy.folder(), RemoteHost.Options.of("cut").withoutStart())) {
				rounds(times, host, agent, proxy, cut, report);
			}
		}
	}

	private static void rounds(int times, HostProcess host, String agent, CuttingProxy proxy, RemoteHost cut, Report report) throws Exception {
		long twice = 0;
		long missing = 0;
		for (int i = 0; i < times; i += METHODS.size()) {
			int before = sessions(host);
			proxy.cutReply(METHODS.get(0));
			String session = host.get(cut.sessions().create(new Sessions.Create(CommandId.random(), agent, host.work().toString(), List.of(), "", null)))
					.session().value();
			proxy.cutReply(METHODS.get(1));
			host.get(cut.sessions().prompt(new Sessions.Prompt(CommandId.random(), session, "[[text said]]", "cut")));
			proxy.cutReply(METHODS.get(2));
			host.get(cut.tabs().open(new Tabs.Open(CommandId.random(), session)));
			proxy.cutReply(METHODS.get(3));
			host.get(cut.sessions().rename(new Sessions.Rename(CommandId.random(), session, "named")));
			Followed made = Followed.of(host, session);
			Pause.until(() -> "the end of the turn", () -> made.summary().turn() == null);
			long prompts = made.entries().stream().filter(entry -> entry.kind() == EntryKind.PROMPT).count();
			long tabs = host.get(host.remote().tabs().list(new Tabs.ListFor(null))).tabs().stream()
					.filter(tab -> tab.session().value().equals(session)).count();
			for (long count : new long[] { sessions(host) - before, prompts, tabs, made.summary().title().equals("named") ? 1 : 0 }) {
				twice += Math.max(0, count - 1);
				missing += Math.max(0, 1 - count);
			}
		}
		report.value("kills", "connection cut before the reply", proxy.cuts(), "times");
		report.promise("kills", "connection cut before the reply: commands done twice", twice, 0, "commands");
		report.promise("kills", "connection cut before the reply: commands not done", missing, 0, "commands");
	}

	private static int sessions(HostProcess host) throws Exception {
		return host.get(host.remote().sessions().list(new Sessions.ListAll(true))).sessions().size();
	}
}
