package dev.umbra.host;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ScheduledExecutorService;

import org.jspecify.annotations.Nullable;

import dev.umbra.core.Failure;
import dev.umbra.core.FailureException;
import dev.umbra.core.agent.DeviceLayer;
import dev.umbra.core.port.AgentRuntime;
import dev.umbra.core.reducer.SessionInput;
import dev.umbra.core.session.Offer;
import dev.umbra.core.session.SessionSummary;
import dev.umbra.wire.Failures;

/**
 * What is wanted in a session beyond what the agent chose itself: the agent's settings on this device, in a session that is
 * new to the agent, and over them what the person chose for this session. What the agent does not take is said in the
 * transcript, and the session goes on. Any thread; nothing blocks.
 */
final class Wishes {
	static final String MODE = "mode";
	private static final String OPTION = "option:";
	/** What the device layer may wish, besides the mode, by the category of the option that it is about. */
	private static final String MODEL = "model";
	private static final String EFFORT = "effort";
	private static final String EFFORT_CATEGORY = "thought_level";
	private final Duration limit;
	private final ScheduledExecutorService ticks;

	/** @param limit for the agent's answer to each */
	Wishes(Duration limit, ScheduledExecutorService ticks) {
		this.limit = limit;
		this.ticks = ticks;
	}

	/** @param key {@code mode}, {@code option:ID}, or, of the device layer, {@code model} or {@code effort} */
	record Wish(String key, String value) {
	}

	/**
	 * In the order in which they are told: a model first, since what else there is to choose may depend on it.
	 *
	 * @param roleModel that of the agent's persona or definition, for where the device layer has none
	 */
	static List<Wish> of(DeviceLayer device, @Nullable String roleModel, Map<String, String> wanted, boolean brandNew) {
		List<Wish> wishes = new ArrayList<>();
		if (brandNew) {
			add(wishes, MODEL, device.model() == null ? roleModel : device.model());
			add(wishes, EFFORT, device.effort());
			if (!wanted.containsKey(MODE)) {
				add(wishes, MODE, device.mode());
			}
		}
		new TreeMap<>(wanted).forEach((key, value) -> add(wishes, key, value));
		return wishes;
	}

	private static void add(List<Wish> wishes, String key, @Nullable String value) {
		if (value != null && !value.isBlank()) {
			wishes.add(new Wish(key, value));
		}
	}

	/** Tells the agent all of them, one after the other; what it refuses becomes {@link SessionInput.NotChosen}. */
	CompletionStage<Void> tell(SessionMailbox mailbox, AgentRun.Ready ready, List<Wish> wishes) {
		CompletionStage<Void> told = CompletableFuture.completedFuture(null);
		for (Wish wish : wishes) {
			told = told.thenCompose(before -> tell(mailbox, ready, wish));
		}
		return told;
	}

	CompletionStage<Void> tell(SessionMailbox mailbox, AgentRun.Ready ready, Wish wish) {
		SessionSummary summary = mailbox.state().summary();
		CompletionStage<Void> asked;
		try {
			asked = Stages.within(ask(ready, wish, summary), limit, ticks, () -> new FailureException(
					Failure.agentFailed("The agent did not answer within " + limit.toSeconds() + " s.", null)));
		} catch (RuntimeException e) {
			asked = CompletableFuture.failedFuture(e);
		}
		return asked.exceptionally(error -> {
			mailbox.tellLater(new SessionInput.NotChosen(wish.key(), wish.value(), "The agent " + summary.agentName() + " did not take "
					+ name(wish.key()) + " \"" + wish.value() + "\": " + Failures.of(error).message()));
			return null;
		});
	}

	private static String name(String key) {
		return key.startsWith(OPTION) ? "the option " + key.substring(OPTION.length()) : "the " + key;
	}

	private static CompletionStage<Void> ask(AgentRun.Ready ready, Wish wish, SessionSummary summary) {
		AgentRuntime.Opened opened = ready.opened();
		Offer offer = opened.offer().equals(Offer.NONE) ? summary.offer() : opened.offer();
		String option = switch (wish.key()) {
		case MODE -> offer.modes().isEmpty() ? option(offer, MODE) : null;
		case MODEL -> needed(option(offer, MODEL), MODEL);
		case EFFORT -> needed(option(offer, EFFORT_CATEGORY), EFFORT);
		default -> {
			if (!wish.key().startsWith(OPTION)) {
				throw new FailureException(Failure.usage("There is no such choice.", null));
			}
			yield wish.key().substring(OPTION.length());
		}
		};
		if (option == null) {
			return wish.value().equals(Objects.requireNonNullElse(opened.mode(), "")) ? CompletableFuture.completedFuture(null)
					: ready.link().setMode(opened.acpSession(), wish.value());
		}
		boolean there = opened.offer().options().stream()
				.anyMatch(each -> each.id().equals(option) && each.value().equals(wish.value()));
		return there && ready.due() ? CompletableFuture.completedFuture(null)
				: ready.link().setOption(opened.acpSession(), option, wish.value());
	}

	private static @Nullable String option(Offer offer, String category) {
		return offer.options().stream().filter(each -> category.equals(each.category())).map(Offer.Option::id).findFirst()
				.orElse(null);
	}

	private static String needed(@Nullable String option, String what) {
		if (option == null) {
			throw new FailureException(Failure.usage("It offers no " + what + " to choose.", null));
		}
		return option;
	}
}
