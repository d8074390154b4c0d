package dev.umbra.host;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;

import dev.umbra.core.AgentId;
import dev.umbra.core.agent.AgentRecord;
import dev.umbra.core.port.AgentInput;
import dev.umbra.core.port.Records;
import dev.umbra.core.session.Offer;

/**
 * What each agent offered last in any of its sessions, so that a new one can be prepared before the agent runs. Kept on disk
 * when it changes, not flushed: losing the newest only means older choices in a picker. Any thread.
 */
final class Offers {
	private static final System.Logger LOG = System.getLogger(Offers.class.getName());
	private final Records records;
	private final Map<AgentId, Offer> last = new ConcurrentHashMap<>();

	Offers(Records records) {
		this.records = records;
	}

	/** What the store kept. */
	void load(Map<AgentId, Offer> stored) {
		last.putAll(stored);
	}

	/** {@link Offer#NONE} if nothing is known. */
	Offer of(AgentId agent) {
		return last.getOrDefault(agent, Offer.NONE);
	}

	/** A session opened. Its commands come later: until then those known before stay. */
	void opened(AgentRecord agent, Offer offer) {
		if (!offer.equals(Offer.NONE)) {
			change(agent, before -> offer.commands().isEmpty() ? offer.withCommands(before.commands()) : offer);
		}
	}

	/** An agent said something; what is no offer changes nothing. */
	void heard(AgentRecord agent, AgentInput input) {
		if (input instanceof AgentInput.CommandsOffered(var commands)) {
			change(agent, before -> before.withCommands(commands));
		} else if (input instanceof AgentInput.OptionsOffered(var options)) {
			change(agent, before -> before.withOptions(options));
		}
	}

	/** The agent is no more. */
	void forget(AgentId agent) {
		last.remove(agent);
	}

	private void change(AgentRecord agent, UnaryOperator<Offer> how) {
		if (agent.adHoc()) {
			return; // not kept, and nobody will begin another session with it
		}
		Offer before = of(agent.id());
		Offer now = how.apply(before);
		if (now.equals(before)) {
			return;
		}
		last.put(agent.id(), now);
		records.saveOffer(agent.id(), now).whenComplete((done, error) -> {
			if (error != null) {
				LOG.log(System.Logger.Level.WARNING, "what agent " + agent.id() + " offers was not kept", error);
			}
		});
	}
}
