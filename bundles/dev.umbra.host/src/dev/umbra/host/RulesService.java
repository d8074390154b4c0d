package dev.umbra.host;

import java.util.concurrent.CompletionStage;

import dev.umbra.core.Outcome;
import dev.umbra.core.agent.Policy;
import dev.umbra.core.api.Done;
import dev.umbra.core.api.Nothing;
import dev.umbra.core.api.Rules;
import dev.umbra.core.permission.Standing;

/** {@link Rules}, carried out here; knows all rules in memory, for whoever decides. Any thread. */
final class RulesService implements Rules {
	private final HostParts parts;
	private final AgentLives lives;

	RulesService(HostParts parts, AgentLives lives) {
		this.parts = parts;
		this.lives = lives;
	}

	/** Reads the rules from the store; before anything else. */
	void load() {
	}

	/** What holds for an agent at this moment. */
	Standing standing(dev.umbra.core.AgentId agent) {
		AgentLife life = lives.get(agent);
		return new Standing(life == null ? Policy.ASK : life.record().device().policy(), java.util.List.of());
	}

	@Override
	public CompletionStage<Outcome<Listing>> list(Nothing p) {
		return Stages.notYet();
	}

	@Override
	public CompletionStage<Outcome<Added>> add(Add p) {
		return Stages.notYet();
	}

	@Override
	public CompletionStage<Outcome<Done>> remove(Remove p) {
		return Stages.notYet();
	}
}
