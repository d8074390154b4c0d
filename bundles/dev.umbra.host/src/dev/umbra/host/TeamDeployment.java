package dev.umbra.host;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import dev.umbra.core.CommandId;
import dev.umbra.core.Failure;
import dev.umbra.core.FailureException;
import dev.umbra.core.Outcome;
import dev.umbra.core.SessionId;
import dev.umbra.core.api.Sessions;
import dev.umbra.core.api.Teams;
import dev.umbra.core.catalog.MemberNames;
import dev.umbra.core.catalog.Persona;
import dev.umbra.core.catalog.Team;
import dev.umbra.core.session.SessionSummary;
import dev.umbra.wire.Codec;
import dev.umbra.wire.Methods;

/** Starts a session per member of a team on one prompt. Every step has a command id made of the deployment's, so that a repeat does nothing twice. */
final class TeamDeployment {
	private final HostParts parts;
	private final AgentLives lives;
	private final SessionsService sessions;

	TeamDeployment(HostParts parts, AgentLives lives, SessionsService sessions) {
		this.parts = parts;
		this.lives = lives;
		this.sessions = sessions;
	}

	/** @throws FailureException in words, if a member has no agent here; nothing is made then */
	CompletionStage<Teams.Deployed> run(Teams.Deploy p, Team team, List<Persona> members) {
		if (members.isEmpty()) {
			throw new FailureException(Failure.usage("The team " + team.name() + " has no members.", "Add personas to it first."));
		}
		List<AgentLife> agents = members.stream().map(this::agent).toList();
		return parts.entries().sessions(false).thenCompose(there -> {
			Set<String> taken = new HashSet<>(there.stream().map(SessionSummary::title).toList());
			List<String> names = MemberNames.of(members, taken);
			CompletionStage<List<Teams.Member>> all = CompletableFuture.completedFuture(new ArrayList<>());
			for (int i = 0; i < members.size(); i++) {
				int nr = i;
				all = all.thenCompose(so -> member(p, team, members.get(nr), agents.get(nr), names.get(nr), nr).thenApply(one -> {
					so.add(one);
					return so;
				}));
			}
			return all;
		}).thenCompose(all -> {
			Teams.Deployed deployed = new Teams.Deployed(all);
			return parts.entries().remember(PersonasService.result(p, Methods.TEAMS_DEPLOY, deployed)).thenApply(kept -> deployed);
		});
	}

	private AgentLife agent(Persona member) {
		return lives.listed().stream().filter(life -> member.slug().value().equals(life.record().definition().persona())).findFirst()
				.orElseThrow(() -> new FailureException(Failure.refused("No agent on this device plays " + member.displayName() + ".",
						"Add one: umbra agent add NAME --persona " + member.slug() + " --preset PRESET")));
	}

	private CompletionStage<Teams.Member> member(Teams.Deploy p, Team team, Persona persona, AgentLife agent, String title, int nr) {
		String name = agent.record().name();
		Sessions.Create create = new Sessions.Create(command(p, "create", nr), agent.record().id().value(), p.cwd(), List.of(), title, null, List.of(), null);
		return once(create.command(), Sessions.Ref.class, () -> sessions.create(create)).thenCompose(created -> switch (created) {
				case Outcome.NotOk<Sessions.Ref>(Failure failure) -> done(persona, name, null, title, failure.message());
				case Outcome.Ok<Sessions.Ref>(Sessions.Ref ref) -> prompted(p, team, persona, name, ref.session(), title, nr);
				});
	}

	private CompletionStage<Teams.Member> prompted(Teams.Deploy p, Team team, Persona persona, String agent, SessionId session, String title, int nr) {
		String prompt = p.prompt();
		if (prompt == null || prompt.isBlank()) {
			return done(persona, agent, session, title, null);
		}
		String text = team.instructions() == null ? prompt : team.instructions() + "\n\n" + prompt;
		Sessions.Prompt first = new Sessions.Prompt(command(p, "prompt", nr), session.value(), text, "team");
		return once(first.command(), Sessions.Prompted.class, () -> sessions.prompt(first)).thenCompose(
				sent -> done(persona, agent, session, title, sent instanceof Outcome.NotOk<?>(Failure failure) ? failure.message() : null));
	}

	/** A step that a deployment which was cut short has done already is not done again. */
	private <R> CompletionStage<Outcome<R>> once(CommandId command, Class<R> type, Supplier<CompletionStage<Outcome<R>>> step) {
		return parts.entries().commandResult(command).thenCompose(stored -> stored.isPresent()
				? CompletableFuture.completedFuture(Outcome.ok(Codec.read(stored.get(), type))) : step.get());
	}

	private static CompletionStage<Teams.Member> done(Persona persona, String agent, @Nullable SessionId session, String title, @Nullable String failure) {
		return CompletableFuture.completedFuture(new Teams.Member(persona.slug().value(), agent, session, title, failure));
	}

	private static CommandId command(Teams.Deploy p, String step, int nr) {
		return new CommandId(UUID.nameUUIDFromBytes((p.command() + "/" + step + "/" + nr).getBytes(StandardCharsets.UTF_8)).toString());
	}
}
