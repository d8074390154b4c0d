package dev.umbra.ui.internal.agents;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

import org.eclipse.osgi.util.NLS;
import org.eclipse.swt.widgets.Composite;
import org.jspecify.annotations.Nullable;

import dev.umbra.client.snapshot.CatalogSnapshot;
import dev.umbra.client.snapshot.Snapshots;
import dev.umbra.core.AgentId;
import dev.umbra.core.SessionId;
import dev.umbra.core.agent.AgentRecord;
import dev.umbra.core.api.Agents;
import dev.umbra.core.api.Personas;
import dev.umbra.core.api.Sessions;
import dev.umbra.core.api.Teams;
import dev.umbra.ui.SessionOpener;
import dev.umbra.ui.internal.exchange.ExportFilesDialog;
import dev.umbra.ui.internal.exchange.ImportFilesDialog;
import dev.umbra.ui.internal.exchange.OthersDialog;
import dev.umbra.ui.internal.live.HostServices;
import dev.umbra.ui.internal.rules.RulesDialog;

/** Does what a command says, to the row that is selected: by a call, a dialog, or another part. On the SWT thread. */
final class Doing {
	private final Composite root;
	private final Supplier<HostServices> services;
	private final Supplier<@Nullable SessionOpener> opener;
	private final AgentsView.Showing showing;
	private final AgentActions actions;
	private final CatalogActions catalog;
	private final AgentTree tree;
	private final Consumer<String> made;

	/** @param made told the key of a row that will be there: it is to be selected then @param changed told when other rows are to be seen */
	Doing(Composite root, Supplier<HostServices> services, Supplier<@Nullable SessionOpener> opener, AgentsView.Showing showing, AgentActions actions,
			AgentTree tree, Consumer<String> made, Runnable changed) {
		this.root = root;
		this.services = services;
		this.opener = opener;
		this.showing = showing;
		this.actions = actions;
		this.tree = tree;
		this.made = made;
		catalog = new CatalogActions(root, actions, made, changed);
	}

	/** Of these, those that are not being removed here. */
	List<Agents.One> seen(List<Agents.One> all) {
		return catalog.seen(all);
	}

	void run(Command command) {
		switch (command) {
		case NEW_AGENT -> newAgent(null);
		case NEW_SESSION -> newSession(tree.selectedAgent() instanceof Row.OfAgent agent ? agent.agent() : null);
		case OPEN -> open(tree.selection());
		case RULES -> new RulesDialog(root.getShell(), services, null).open();
		case REFRESH -> services.get().pullAll();
		case UNDO -> catalog.undo();
		case NEW_TEAM -> showing.editors().newTeam();
		case NEW_PERSONA -> showing.editors().newPersona();
		case OTHERS -> {
			String copy = new OthersDialog(root.getShell(), services).ask();
			if (copy != null && !root.isDisposed()) {
				made.accept("persona " + copy);
			}
		}
		case IMPORT -> new ImportFilesDialog(root.getShell(), services).open();
		case STOP_ALL -> catalog.stopAll(agentsBelow());
		case REMOVE_STOPPED -> catalog.removeStopped(agentsBelow());
		case START, STOP, RESTART, DEFINITION, FEED, LOG, LOGIN, IMPORT_SESSION -> {
			if (tree.selectedAgent() instanceof Row.OfAgent agent) {
				to(agent, command);
			}
		}
		case EDIT, REMOVE, DUPLICATE, DEPLOY, EXPORT, REPAIR, NEW_AGENT_OF, SHARE, ACTIVE, HIDE, CONFIRM -> {
			if (tree.selection() instanceof Row row) {
				to(row, command);
			}
		}
		case SHOW_HIDDEN -> throw new IllegalStateException("what is shown is the view's own");
		}
	}

	private void to(Row.OfAgent agent, Command command) {
		switch (command) {
		case START -> actions.start(agent);
		case STOP -> actions.stop(agent);
		case RESTART -> actions.restart(agent);
		case EDIT -> edit(agent.agent());
		case DEFINITION -> showing.editors().openAgent(agent.agent());
		case FEED -> showing.feed(agent.agent());
		case LOG -> showing.log(agent.agent());
		case LOGIN -> new LoginDialog(root.getShell(), services, agent).open();
		case IMPORT_SESSION -> importSession(agent);
		case REMOVE -> catalog.remove(agent);
		case DUPLICATE -> one(agent.agent(), one -> newAgent(NewAgentForm.like(one.agent(), names())));
		case REPAIR -> repair(agent);
		default -> throw new IllegalStateException(command + " is not about an agent");
		}
	}

	private void to(Row row, Command command) {
		switch (row) {
		case Row.OfAgent agent -> to(agent, command);
		case Row.OfSession session when tree.selectedAgent() instanceof Row.OfAgent agent -> to(agent, command);
		case Row.OfTeam team -> to(team, command);
		case Row.OfPersona persona -> to(persona, command);
		case Row.OfSection section when command == Command.EXPORT -> new ExportFilesDialog(root.getShell(), services, section.section() == Row.Section.TEAMS,
				List.of(), section.title()).open();
		default -> throw new IllegalStateException(command + " is not about this row: " + row.key());
		}
	}

	private void to(Row.OfTeam team, Command command) {
		switch (command) {
		case EDIT -> showing.editors().openTeam(team.team().team().id());
		case DEPLOY -> deploy(team);
		case DUPLICATE -> catalog.duplicate(team);
		case REMOVE -> catalog.delete(team);
		case EXPORT -> new ExportFilesDialog(root.getShell(), services, true, List.of(team.team().team().id().value()), team.title()).open();
		case REPAIR -> repair(new RepairDialog.Orphan("team", team.team().team().id().value(), team.title(), team.team().missing().getFirst()));
		default -> throw new IllegalStateException(command + " is not about a team");
		}
	}

	private void to(Row.OfPersona persona, Command command) {
		switch (command) {
		case EDIT -> showing.editors().openPersona(persona.persona().persona().slug());
		case NEW_AGENT_OF -> newAgent(NewAgentForm.playing(persona.persona().persona(), names()));
		case DUPLICATE -> catalog.duplicate(persona);
		case SHARE -> catalog.share(persona);
		case ACTIVE -> catalog.activate(persona);
		case HIDE -> catalog.hide(persona);
		case CONFIRM -> catalog.confirm(persona);
		case REMOVE -> catalog.delete(persona);
		case EXPORT -> new ExportFilesDialog(root.getShell(), services, false, List.of(persona.slug()), persona.title()).open();
		default -> throw new IllegalStateException(command + " is not about a persona");
		}
	}

	/** Those of the selected section or group, or all of them. */
	private List<Row.OfAgent> agentsBelow() {
		Row row = tree.selection();
		List<? extends Row> from = row instanceof Row.OfGroup group ? List.of(group) : tree.shown();
		return from.stream().flatMap(Row::all).filter(Row.OfAgent.class::isInstance).map(Row.OfAgent.class::cast).toList();
	}

	private void one(AgentId id, Consumer<Agents.One> found) {
		Agents.Listing listing = services.get().snapshots() instanceof Snapshots present ? present.agents().now().value() : null;
		if (listing != null) {
			listing.agents().stream().filter(one -> one.agent().id().equals(id)).findFirst().ifPresent(found);
		}
	}

	private List<String> names() {
		Agents.Listing listing = services.get().snapshots() instanceof Snapshots present ? present.agents().now().value() : null;
		return listing == null ? List.of() : listing.agents().stream().map(one -> one.agent().name()).toList();
	}

	private List<Personas.One> personas() {
		CatalogSnapshot known = services.get().snapshots() instanceof Snapshots present ? present.catalog().now().value() : null;
		return known == null ? List.of() : known.personas();
	}

	private void edit(AgentId id) {
		one(id, one -> edit(one.agent()));
	}

	private void edit(AgentRecord agent) {
		Agents.Changed changed = new EditAgentDialog(root.getShell(), services, agent, names()).ask();
		if (changed == null || root.isDisposed()) {
			return;
		}
		if (changed.restartNeeded()) {
			actions.offerRestart(changed.id(), changed.agent());
		} else if (changed.warning() != null) {
			actions.say(changed.warning());
		}
	}

	private void repair(Row.OfAgent agent) {
		Row.Played persona = agent.persona();
		if (persona != null) {
			repair(new RepairDialog.Orphan("agent", agent.agent().value(), agent.title(), persona.slug()));
		}
	}

	private void repair(RepairDialog.Orphan orphan) {
		new RepairDialog(root.getShell(), services, orphan, personas()).open();
	}

	private void importSession(Row.OfAgent agent) {
		SessionId session = new ImportSessionDialog(root.getShell(), services, agent).ask();
		SessionOpener present = opener.get();
		if (session != null && present != null) {
			present.open(session);
		}
	}

	private void deploy(Row.OfTeam team) {
		Sessions.Listing sessions = services.get().snapshots() instanceof Snapshots present ? present.sessions().now().value() : null;
		String folder = sessions == null || sessions.sessions().isEmpty() ? System.getProperty("user.home") : sessions.sessions().getFirst().cwd();
		Teams.Deployed deployed = new DeployDialog(root.getShell(), services, team, folder).ask();
		SessionOpener present = opener.get();
		if (deployed == null || root.isDisposed() || present == null) {
			return;
		}
		deployed.members().forEach(member -> {
			if (member.session() != null) {
				present.open(member.session());
			}
		});
		List<Teams.Member> failed = deployed.members().stream().filter(member -> member.failure() != null).toList();
		if (!failed.isEmpty()) {
			actions.say(NLS.bind(Messages.deploy_failed, new Object[] { failed.size(), deployed.members().size(), failed.getFirst().title(),
					failed.getFirst().failure() }));
		}
	}

	/** As Enter or a double click does. */
	void open(@Nullable Row row) {
		SessionOpener present = opener.get();
		if (present == null || row == null) {
			return;
		}
		switch (row) {
		case Row.OfAgent agent when agent.listed() -> present.openNew(agent.agent());
		case Row.OfAgent agent -> {
		}
		case Row.OfSession session -> present.open(session.session());
		case Row.OfMore more -> showing.history();
		case Row.OfSection section -> tree.toggle();
		case Row.OfGroup group -> tree.toggle();
		case Row.OfTeam team -> to(team, Command.EDIT);
		case Row.OfPersona persona -> to(persona, Command.EDIT);
		case Row.OfElsewhere elsewhere -> actions.say(NLS.bind(Messages.elsewhere_open, elsewhere.title()));
		case Row.OfAnnounced announced -> actions.say(NLS.bind(Messages.announced_open, announced.title()));
		case Row.OfRest rest -> actions.say(rest.line());
		}
	}

	void newSession(@Nullable AgentId agent) {
		SessionOpener present = opener.get();
		if (present != null) {
			present.openNew(agent);
		}
	}

	/** @param proposed what the fields begin with, or null */
	void newAgent(@Nullable NewAgentForm proposed) {
		Agents.Added added = new NewAgentDialog(root.getShell(), actions, services, proposed).ask();
		if (added != null) {
			added(added);
		}
	}

	private void added(Agents.Added added) {
		if (root.isDisposed()) {
			return;
		}
		made.accept("agent " + added.id());
		String warning = added.warning();
		if (warning != null) {
			actions.say(warning);
		}
	}

	void tryDemo() {
		actions.add(NewAgentForm.demo(names()), added -> {
			added(added);
			newSession(added.id());
		});
	}
}
