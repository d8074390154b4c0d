package dev.umbra.ui.internal.agents;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.umbra.core.api.Personas;
import dev.umbra.ui.internal.look.Icon;

/** What can be done in the Agents part, and to which row. */
enum Command {
	OPEN, NEW_SESSION, IMPORT_SESSION, DEPLOY, NEW_AGENT_OF, START, STOP, RESTART, LOGIN, FEED, LOG, EDIT, DEFINITION, DUPLICATE, RULES, SHARE, ACTIVE, HIDE, CONFIRM, REPAIR,
	EXPORT, REMOVE, UNDO, NEW_AGENT, NEW_TEAM, NEW_PERSONA, IMPORT, OTHERS, STOP_ALL, REMOVE_STOPPED, SHOW_HIDDEN, REFRESH;

	/** What can be had that is not there yet. */
	private static final List<Command> NEW = List.of(NEW_AGENT, NEW_TEAM, NEW_PERSONA, IMPORT, OTHERS);

	/** In groups; what is not said to be of a row is none of its menu. Commands that are there may be off ({@link #isOn}). */
	static List<List<Command>> menu(@Nullable Row row) {
		List<List<Command>> groups = new ArrayList<>();
		switch (row) {
		case Row.OfAgent agent when agent.listed() -> {
			groups.add(List.of(NEW_SESSION, IMPORT_SESSION));
			groups.add(agent.drifted() ? List.of(START, STOP, RESTART, LOGIN, FEED, LOG) : List.of(START, STOP, LOGIN, FEED, LOG));
			groups.add(agent.isOrphan() ? List.of(EDIT, DEFINITION, DUPLICATE, RULES, REPAIR, REMOVE) : List.of(EDIT, DEFINITION, DUPLICATE, RULES, REMOVE));
		}
		case Row.OfSession session -> groups.add(List.of(OPEN, NEW_SESSION));
		case Row.OfTeam team -> {
			groups.add(List.of(DEPLOY));
			groups.add(team.team().missing().isEmpty() ? List.of(EDIT, DUPLICATE, EXPORT, REMOVE) : List.of(EDIT, DUPLICATE, EXPORT, REPAIR, REMOVE));
		}
		case Row.OfPersona persona -> {
			groups.add(List.of(NEW_AGENT_OF));
			groups.add(ofPersona(persona.persona()));
		}
		case Row.OfMore more -> groups.add(List.of(OPEN));
		case Row.OfSection section when section.section() == Row.Section.TEAMS || section.section() == Row.Section.PERSONAS -> groups.add(List.of(EXPORT));
		case null, default -> {
			// what is about no row is below
		}
		}
		groups.add(NEW);
		groups.add(List.of(STOP_ALL, REMOVE_STOPPED, SHOW_HIDDEN));
		return groups;
	}

	private static List<Command> ofPersona(Personas.One persona) {
		List<Command> commands = new ArrayList<>(List.of(EDIT, DUPLICATE, ACTIVE));
		if (persona.builtIn()) {
			commands.add(HIDE);
			return commands;
		}
		commands.add(SHARE);
		if (!persona.commandConfirmed()) {
			commands.add(CONFIRM);
		}
		commands.addAll(List.of(EXPORT, REMOVE));
		return commands;
	}

	/** @param reachable whether the host would hear of it */
	boolean isOn(@Nullable Row row, Row.@Nullable OfAgent agent, boolean reachable) {
		boolean known = reachable && agent != null && agent.listed();
		return switch (this) {
		case NEW_AGENT, NEW_TEAM, NEW_PERSONA, IMPORT, OTHERS, RULES, STOP_ALL, REMOVE_STOPPED, UNDO -> reachable;
		case NEW_SESSION -> reachable && (agent == null || agent.listed());
		case OPEN -> row instanceof Row.OfSession || row instanceof Row.OfMore;
		case START -> reachable && agent != null && agent.canStart();
		case STOP -> reachable && agent != null && agent.canStop();
		case RESTART -> known && agent.canStop();
		case FEED, LOG, LOGIN, IMPORT_SESSION, DEFINITION -> known;
		case EDIT -> known || reachable && (row instanceof Row.OfTeam || row instanceof Row.OfPersona);
		case DUPLICATE -> reachable && (known && row instanceof Row.OfAgent || row instanceof Row.OfTeam || row instanceof Row.OfPersona);
		case REMOVE -> known && row instanceof Row.OfAgent || reachable && (row instanceof Row.OfTeam || row instanceof Row.OfPersona persona && !persona.persona().builtIn());
		case DEPLOY -> reachable && row instanceof Row.OfTeam team && team.team().missing().isEmpty() && !team.team().team().personas().isEmpty();
		case EXPORT -> reachable && isExported(row);
		case REPAIR -> reachable && (row instanceof Row.OfAgent orphan ? orphan.isOrphan() : row instanceof Row.OfTeam team && !team.team().missing().isEmpty());
		case NEW_AGENT_OF -> reachable && row instanceof Row.OfPersona persona && persona.persona().active();
		case SHARE, ACTIVE, HIDE, CONFIRM -> reachable && row instanceof Row.OfPersona;
		case SHOW_HIDDEN, REFRESH -> true;
		};
	}

	/** Of a section, all that is one's own. */
	private static boolean isExported(@Nullable Row row) {
		return switch (row) {
		case Row.OfTeam team -> team.team().missing().isEmpty();
		case Row.OfPersona persona -> !persona.persona().builtIn();
		case Row.OfSection section -> section.below().stream().anyMatch(each -> each instanceof Row.OfTeam
				|| each instanceof Row.OfPersona persona && !persona.persona().builtIn());
		case null, default -> false;
		};
	}

	/** Whether it is one that is on or off, shown by a check mark. */
	boolean isChecked() {
		return this == SHARE || this == ACTIVE || this == HIDE || this == SHOW_HIDDEN;
	}

	String label() {
		return switch (this) {
		case OPEN -> Messages.menu_open;
		case NEW_SESSION -> Messages.menu_new_session;
		case IMPORT_SESSION -> Messages.menu_import;
		case DEPLOY -> Messages.menu_deploy;
		case NEW_AGENT_OF -> Messages.menu_new_agent_of;
		case START -> Messages.menu_start;
		case STOP -> Messages.menu_stop;
		case RESTART -> Messages.menu_restart;
		case LOGIN -> Messages.menu_login;
		case FEED -> Messages.menu_feed;
		case LOG -> Messages.menu_log;
		case EDIT -> Messages.menu_edit;
		case DEFINITION -> Messages.menu_definition;
		case DUPLICATE -> Messages.menu_duplicate;
		case RULES -> Messages.menu_rules;
		case SHARE -> Messages.menu_share;
		case ACTIVE -> Messages.menu_active;
		case HIDE -> Messages.menu_hide;
		case CONFIRM -> Messages.menu_confirm;
		case REPAIR -> Messages.menu_repair;
		case EXPORT -> Messages.menu_export;
		case REMOVE -> Messages.menu_remove;
		case UNDO -> Messages.undo;
		case NEW_AGENT -> Messages.menu_new_agent;
		case NEW_TEAM -> Messages.menu_new_team;
		case NEW_PERSONA -> Messages.menu_new_persona;
		case IMPORT -> Messages.menu_import_files;
		case OTHERS -> Messages.menu_others;
		case STOP_ALL -> Messages.menu_stop_all;
		case REMOVE_STOPPED -> Messages.menu_remove_stopped;
		case SHOW_HIDDEN -> Messages.menu_show_hidden;
		case REFRESH -> Messages.failed_retry;
		};
	}

	/** Null for one that has a check mark instead. */
	@Nullable
	Icon icon() {
		return switch (this) {
		case OPEN, NEW_SESSION, DEPLOY -> Icon.SESSION;
		case IMPORT_SESSION, IMPORT, OTHERS -> Icon.FETCH;
		case START -> Icon.START;
		case STOP, STOP_ALL -> Icon.STOP;
		case RESTART, REFRESH -> Icon.REFRESH;
		case LOGIN, CONFIRM -> Icon.DONE;
		case FEED -> Icon.ACTIVITY;
		case LOG -> Icon.LOG;
		case EDIT, DEFINITION -> Icon.EDIT;
		case DUPLICATE -> Icon.COPY;
		case RULES -> Icon.PLAN;
		case REPAIR -> Icon.TOOL;
		case EXPORT -> Icon.EXPORT;
		case REMOVE, REMOVE_STOPPED -> Icon.REMOVE;
		case UNDO -> Icon.CLEAR;
		case NEW_AGENT, NEW_TEAM, NEW_PERSONA, NEW_AGENT_OF -> Icon.ADD;
		case SHARE, ACTIVE, HIDE, SHOW_HIDDEN -> null;
		};
	}
}
