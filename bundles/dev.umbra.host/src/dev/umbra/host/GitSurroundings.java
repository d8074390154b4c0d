package dev.umbra.host;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import dev.umbra.core.Cause;
import dev.umbra.core.reducer.Effect;
import dev.umbra.core.reducer.SessionState;
import dev.umbra.core.session.Entry;
import dev.umbra.core.session.SessionStatus;

/** Has a session's folder looked at when a tool call or a turn ends, and not any more when the session is closed. */
final class GitSurroundings implements SessionMailbox.Surroundings {
	private final SessionMailbox.Surroundings others;
	private final GitFolders folders;

	GitSurroundings(SessionMailbox.Surroundings others, GitFolders folders) {
		this.others = others;
		this.folders = folders;
	}

	@Override
	public void effects(SessionMailbox mailbox, List<Effect> effects) {
		others.effects(mailbox, effects);
	}

	@Override
	public void advanced(SessionMailbox mailbox, SessionState before, SessionState now, @Nullable Long attention) {
		others.advanced(mailbox, before, now, attention);
		boolean turnEnded = before.summary().turn() != null && !before.summary().turn().equals(now.summary().turn());
		if (turnEnded || toolEnded(before.tools(), now.tools())) {
			folders.ifKnown(Path.of(now.summary().cwd()), folder -> folder.hint(Cause.agent(now.summary().agentName())));
		}
		if (now.summary().status().kind() == SessionStatus.Kind.TERMINAL && before.summary().status().kind() != SessionStatus.Kind.TERMINAL) {
			folders.ifKnown(Path.of(now.summary().cwd()), folder -> folder.unwatch(mailbox.id()));
		}
	}

	/** One that is announced and over in one commit counts too. */
	private static boolean toolEnded(Map<String, Entry> before, Map<String, Entry> now) {
		return now != before && now.entrySet().stream().anyMatch(each -> {
			Entry former = before.get(each.getKey());
			return each.getValue().ended() != null && (former == null || former.ended() == null);
		});
	}
}
