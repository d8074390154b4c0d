package dev.umbra.host;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.Supplier;

import dev.umbra.core.Cause;
import dev.umbra.core.Failure;
import dev.umbra.core.FailureException;
import dev.umbra.core.Outcome;
import dev.umbra.core.PublicKey;
import dev.umbra.core.api.Done;
import dev.umbra.core.api.Nothing;
import dev.umbra.core.api.Relays;
import dev.umbra.core.event.RelayStateChanged;
import dev.umbra.core.port.CatalogRecords;
import dev.umbra.core.port.CatalogRecords.RelayRecord;
import dev.umbra.core.port.Entries;
import dev.umbra.core.port.RelaySync;
import dev.umbra.core.relay.RelayAddress;
import dev.umbra.core.relay.RelayLink;
import dev.umbra.core.relay.RelayMode;
import dev.umbra.core.relay.RelayState;
import dev.umbra.core.relay.RelayStatus;
import dev.umbra.wire.Codec;
import dev.umbra.wire.Failures;
import dev.umbra.wire.Methods;

/**
 * {@link Relays}, carried out here; and what the relays tell: a catalog that changed, a link with another state. Which relays there are
 * is in the store; changes of that are done one after the other. Any thread.
 */
final class RelaysService implements Relays, RelaySync.Sink {
	private static final Duration LIMIT = Duration.ofSeconds(30);
	private final HostParts parts;
	private final CatalogFollowing following;
	private final IdentitiesService identities;
	private final AtomicLong revision = new AtomicLong();
	private CompletionStage<?> last = CompletableFuture.completedFuture(null);

	RelaysService(HostParts parts, CatalogFollowing following, IdentitiesService identities) {
		this.parts = parts;
		this.following = following;
		this.identities = identities;
	}

	/** Begins to connect. Blocks. */
	void load() {
		parts.relays().start(this);
		identities.onChange(() -> use().exceptionally(error -> {
			parts.events().problem("The relays of the identities cannot be read: " + Failures.of(error).message());
			return null;
		}));
		use().toCompletableFuture().orTimeout(LIMIT.toSeconds(), TimeUnit.SECONDS).join();
	}

	/** Identities or relays changed: connects to what is there now. */
	CompletionStage<Void> use() {
		return parts.catalog().relays().thenAccept(relays -> parts.relays().use(relays.stream().map(RelaysService::link).toList()));
	}

	private static RelayLink link(RelayRecord relay) {
		return new RelayLink(relay.owner(), new RelayAddress(relay.url()), RelayMode.of(relay.mode()));
	}

	@Override
	public CompletionStage<Outcome<Listing>> list(Nothing p) {
		return Stages.outcome(() -> parts.catalog().relays().thenApply(relays -> {
			Map<RelayLink, Integer> order = new HashMap<>();
			relays.stream().sorted(Comparator.comparing(RelayRecord::added)).forEach(relay -> order.put(link(relay), order.size()));
			return new Listing(parts.relays().status().stream().filter(status -> order.containsKey(status.link()))
					.sorted(Comparator.comparing((RelayStatus status) -> order.get(status.link()))).toList());
		}));
	}

	@Override
	public CompletionStage<Outcome<Added>> add(Add p) {
		return Stages.outcome(() -> {
			RelayAddress address = address(p.url(), RelayAddress::of);
			PublicKey named = p.identity();
			return inOrder(() -> (named == null ? identities.needed() : known(named)).thenCompose(owner -> {
				Added added = new Added(address.url(), p.mode(), owner, words(address, p.mode()));
				RelayRecord record = new RelayRecord(owner, address.url(), p.mode().word(), parts.clocks().instant());
				return parts.catalog().saveRelay(record, new Entries.CommandResult(p.command(), Methods.RELAYS_ADD.name(), Codec.json(added)))
						.thenCompose(saved -> use()).thenApply(used -> added);
			}));
		});
	}

	private CompletionStage<PublicKey> known(PublicKey identity) {
		return parts.catalog().identities().thenApply(all -> {
			if (all.stream().noneMatch(one -> one.key().equals(identity))) {
				throw new FailureException(Failure.notFound("There is no identity " + identity + " on this device.", "See those there are with: umbra identity list"));
			}
			return identity;
		});
	}

	private static RelayAddress address(String url, Function<String, RelayAddress> form) {
		try {
			return form.apply(url);
		} catch (IllegalArgumentException e) {
			throw new FailureException(Failure.usage(String.valueOf(e.getMessage()), "For example: umbra relay add wss://relay.example"), e);
		}
	}

	private static List<String> words(RelayAddress address, RelayMode mode) {
		List<String> words = new ArrayList<>();
		words.add(switch (mode) {
		case PRIVATE -> "The contents of your records are encrypted there; shared personas are not. Your public key, the public keys of your agents, times and counts can be seen.";
		case BUZZ_COMPATIBLE -> "Everybody who reads there can read your personas, teams and agents, with your public key, times and counts.";
		});
		if (address.readableOnTheWay()) {
			words.add("ws:// is not encrypted: whoever is on the way can read and change what is sent. Use wss:// where the relay has it.");
		}
		return words;
	}

	@Override
	public CompletionStage<Outcome<Done>> remove(Remove p) {
		return Stages.outcome(() -> {
			RelayAddress address = address(p.url(), RelayAddress::known);
			return inOrder(() -> parts.catalog().relays().thenCompose(relays -> {
				List<RelayRecord> found = relays.stream()
						.filter(relay -> relay.url().equals(address.url()) && (p.identity() == null || relay.owner().equals(p.identity()))).toList();
				if (found.isEmpty()) {
					throw unknown(address.url());
				}
				CompletionStage<Void> removed = CompletableFuture.completedFuture(null);
				for (RelayRecord each : found) {
					Entries.CommandResult result = each == found.getLast()
							? new Entries.CommandResult(p.command(), Methods.RELAYS_REMOVE.name(), Codec.json(new Done()))
							: null;
					removed = removed.thenCompose(before -> parts.catalog().removeRelay(each.owner(), each.url(), result));
				}
				return removed.thenCompose(gone -> use()).thenApply(used -> {
					announce(address, RelayState.WAITING);
					return new Done();
				});
			}));
		});
	}

	private static FailureException unknown(String url) {
		return new FailureException(Failure.notFound("There is no relay " + url + " here.", "See those there are with: umbra relay list"));
	}

	@Override
	public CompletionStage<Outcome<Done>> sync(Sync p) {
		return Stages.outcome(() -> {
			String url = p.url() == null ? null : address(p.url(), RelayAddress::known).url();
			return parts.catalog().relays().thenApply(relays -> {
				List<RelayLink> links = relays.stream().map(RelaysService::link).filter(link -> url == null || link.relay().url().equals(url)).toList();
				if (links.isEmpty() && url != null) {
					throw unknown(url);
				}
				parts.relays().again(links);
				return new Done();
			});
		});
	}

	private synchronized <T> CompletionStage<T> inOrder(Supplier<CompletionStage<T>> work) {
		CompletionStage<T> next = last.handle((done, error) -> error).thenCompose(error -> work.get());
		last = next;
		return next;
	}

	@Override
	public void catalogChanged(CatalogRecords.Changed changed, RelayAddress from) {
		following.follow(changed, Cause.relay(from.host()));
	}

	@Override
	public void stateChanged(RelayLink link, RelayState state) {
		announce(link.relay(), state);
	}

	private void announce(RelayAddress relay, RelayState state) {
		parts.events().publish(new RelayStateChanged(parts.epoch(), revision.incrementAndGet(), Cause.relay(relay.host()), relay, state));
	}
}
