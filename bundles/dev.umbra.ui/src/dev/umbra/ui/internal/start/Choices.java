package dev.umbra.ui.internal.start;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.SequencedSet;

import org.jspecify.annotations.Nullable;

import dev.umbra.core.AgentId;
import dev.umbra.core.agent.Preset;
import dev.umbra.core.api.Agents;
import dev.umbra.core.session.SessionSummary;

/** What can be chosen on the start page, the likeliest first. Pure. */
final class Choices {
	/** Who can be asked. */
	sealed interface Who {
		String name();

		record Known(AgentId id, String name) implements Who {
		}

		/** Is added when the session is begun. */
		record Found(Preset preset) implements Who {
			@Override
			public String name() {
				return preset.title();
			}

			boolean demo() {
				return preset.program().equals(Preset.DEMO_PROGRAM);
			}
		}
	}

	/** Where somebody works who has not said where; never the home folder itself, which holds what no agent needs. */
	static final String SCRATCH = "umbra-scratch";
	private static final int MOST_FOLDERS = 12;
	private static final int MOST_SESSIONS = 6;

	private Choices() {
	}

	/** Agents there are, by name, then well-known ones that are installed and not added yet, the demo agent last of all. */
	static List<Who> who(Agents.@Nullable Listing agents, Agents.@Nullable Presets presets) {
		List<Who> who = new ArrayList<>();
		List<Agents.One> known = agents == null ? List.of() : agents.agents();
		known.stream().filter(one -> !one.agent().adHoc())
				.sorted(Comparator.comparing((Agents.One one) -> one.agent().name(), String.CASE_INSENSITIVE_ORDER))
				.forEach(one -> who.add(new Who.Known(one.agent().id(), one.agent().name())));
		List<Who.Found> found = new ArrayList<>();
		for (Preset preset : presets == null ? List.<Preset>of() : presets.presets()) {
			boolean added = known.stream().anyMatch(one -> preset.id().equals(one.agent().device().preset()));
			if (preset.installed() && !added) {
				found.add(new Who.Found(preset));
			}
		}
		found.sort(Comparator.comparing(Who.Found::demo));
		who.addAll(found);
		return List.copyOf(who);
	}

	/** The choice that means the same as that one in a newer list, or the likeliest: the agent used last, else the first. */
	static int index(List<Who> who, @Nullable Who chosen, List<SessionSummary> sessions) {
		if (chosen != null) {
			for (int i = 0; i < who.size(); i++) {
				if (same(who.get(i), chosen)) {
					return i;
				}
			}
		}
		for (SessionSummary session : newestFirst(sessions)) {
			for (int i = 0; i < who.size(); i++) {
				if (who.get(i) instanceof Who.Known known && known.id().equals(session.agent())) {
					return i;
				}
			}
		}
		return who.isEmpty() ? -1 : 0;
	}

	private static boolean same(Who one, Who other) {
		return switch (one) {
		case Who.Known known -> other instanceof Who.Known that && that.id().equals(known.id())
				// a preset that was chosen and has been added meanwhile
				|| other instanceof Who.Found found && found.name().equals(known.name());
		case Who.Found found -> other instanceof Who.Found that && that.preset().id().equals(found.preset().id());
		};
	}

	/**
	 * @param suggested by the surroundings, an IDE's projects
	 * @param last used in this window, or null
	 */
	static List<String> folders(List<Path> suggested, @Nullable String last, List<SessionSummary> sessions, Path home) {
		SequencedSet<String> folders = new LinkedHashSet<>();
		suggested.forEach(path -> folders.add(path.toString()));
		if (last != null && !last.isBlank()) {
			folders.add(last);
		}
		newestFirst(sessions).forEach(session -> folders.add(session.cwd()));
		folders.remove(home.toString());
		List<String> most = folders.stream().limit(MOST_FOLDERS).toList();
		List<String> all = new ArrayList<>(most);
		String scratch = home.resolve(SCRATCH).toString();
		if (!all.contains(scratch)) {
			all.add(scratch);
		}
		return List.copyOf(all);
	}

	/** Sessions to go on with, the newest first. */
	static List<SessionSummary> recent(List<SessionSummary> sessions) {
		return newestFirst(sessions).stream().limit(MOST_SESSIONS).toList();
	}

	private static List<SessionSummary> newestFirst(List<SessionSummary> sessions) {
		return sessions.stream().sorted(Comparator.comparing(SessionSummary::updated).reversed()).toList();
	}

	/** A path as a person writes it: {@code ~} is the home folder. @return null if it is none, or not absolute */
	static @Nullable Path path(String typed, Path home) {
		String text = typed.strip();
		if (text.isEmpty() || text.indexOf('\0') >= 0) {
			return null;
		}
		try {
			Path path = text.equals("~") ? home : text.startsWith("~/") || text.startsWith("~\\") ? home.resolve(text.substring(2)) : Path.of(text);
			return path.isAbsolute() ? path.normalize() : null;
		} catch (java.nio.file.InvalidPathException e) {
			return null;
		}
	}

	/** A name for an agent of this preset that no other has. */
	static String freeName(Preset preset, Agents.@Nullable Listing agents) {
		List<String> taken = agents == null ? List.of() : agents.agents().stream().map(one -> one.agent().name()).toList();
		String name = preset.title();
		for (int i = 2; taken.contains(name); i++) {
			name = preset.title() + " " + i;
		}
		return Objects.requireNonNull(name);
	}
}
