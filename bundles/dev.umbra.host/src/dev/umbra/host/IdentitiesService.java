package dev.umbra.host;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import dev.umbra.core.Cause;
import dev.umbra.core.Failure;
import dev.umbra.core.FailureException;
import dev.umbra.core.Outcome;
import dev.umbra.core.PublicKey;
import dev.umbra.core.agent.AgentRecord;
import dev.umbra.core.api.Changing;
import dev.umbra.core.api.Done;
import dev.umbra.core.api.Identities;
import dev.umbra.core.api.Nothing;
import dev.umbra.core.catalog.CatalogCheck;
import dev.umbra.core.port.CatalogRecords;
import dev.umbra.core.port.CatalogRecords.IdentityRecord;
import dev.umbra.core.port.Entries.CommandResult;
import dev.umbra.nostr.Bech32Entity;
import dev.umbra.nostr.EncryptedKey;
import dev.umbra.nostr.Schnorr;
import dev.umbra.nostr.SecretKey;
import dev.umbra.wire.Codec;
import dev.umbra.wire.Methods;

/**
 * {@link Identities}, carried out here. A private key is in secure storage before anything names its public one, and leaves it only
 * for a relay's signatures and an export that the person confirmed. Any thread; changes run in order.
 */
final class IdentitiesService implements Identities {
	private static final int SHORTEST = 8;
	private final HostParts parts;
	private final CatalogRecords records;
	private final AgentLives lives;
	private final Schnorr schnorr;
	private final InOrder order = new InOrder("identities");
	private final List<Runnable> listeners = new CopyOnWriteArrayList<>();

	IdentitiesService(HostParts parts, AgentLives lives, Schnorr schnorr) {
		this.parts = parts;
		this.records = parts.catalog();
		this.lives = lives;
		this.schnorr = schnorr;
	}

	/** Told when identities came or went; must not block. */
	void onChange(Runnable listener) {
		listeners.add(listener);
	}

	/** The identity in use; made if there is none, with all agents of this device. */
	CompletionStage<PublicKey> needed() {
		return order.run(() -> records.identities().thenCompose(all -> {
			IdentityRecord current = all.stream().filter(IdentityRecord::current).findFirst().orElse(null);
			if (current != null) {
				return CompletableFuture.completedFuture(current.key());
			}
			return keep(SecretKey.random(), "me", true, null, null).thenApply(IdentityRecord::key);
		}));
	}

	/** A key pair of its own for an agent that has no owner yet, if there is an identity. */
	CompletionStage<AgentRecord> owned(AgentRecord agent) {
		if (agent.adHoc() || agent.owner() != null) {
			return CompletableFuture.completedFuture(agent);
		}
		return records.identities().thenCompose(all -> {
			IdentityRecord current = all.stream().filter(IdentityRecord::current).findFirst().orElse(null);
			return current == null ? CompletableFuture.completedFuture(agent) : owned(agent, current.key());
		});
	}

	private CompletionStage<AgentRecord> owned(AgentRecord agent, PublicKey owner) {
		SecretKey secret = SecretKey.random();
		PublicKey key = publicKey(secret);
		return parts.secrets().putKey(key, secret.hex()).thenApply(kept -> agent.ownedBy(owner, key));
	}

	private PublicKey publicKey(SecretKey secret) {
		return new PublicKey(schnorr.publicKey(secret).hex());
	}

	private CompletionStage<IdentityRecord> keep(SecretKey secret, String name, boolean use, @Nullable PublicKey recordsOf, @Nullable CommandResult command) {
		IdentityRecord identity = new IdentityRecord(publicKey(secret), name, use, now());
		return parts.secrets().putKey(identity.key(), secret.hex())
				.thenCompose(kept -> recordsOf == null ? records.saveIdentity(identity, command) : moved(identity, recordsOf, command))
				.thenCompose(saved -> adoptAgents(identity.key())).thenApply(adopted -> {
					announce();
					return identity;
				});
	}

	/** Agents that belong to no identity become this one's: they are the person's too. */
	private CompletionStage<Void> adoptAgents(PublicKey owner) {
		return lives.changes().run(() -> {
			CompletionStage<Void> all = CompletableFuture.completedFuture(null);
			for (AgentLife life : lives.listed()) {
				if (life.record().owner() == null) {
					all = all.thenCompose(before -> owned(life.record(), owner))
							.thenCompose(record -> parts.records().saveAgent(record, null).thenAccept(saved -> life.record(record)));
				}
			}
			return all;
		});
	}

	private void announce() {
		lives.changed(Cause.user(""));
		listeners.forEach(Runnable::run);
	}

	private Instant now() {
		return parts.clocks().instant();
	}

	@Override
	public CompletionStage<Outcome<Listing>> list(Nothing p) {
		return Stages.outcome(() -> records.identities().thenCompose(all -> {
			CompletionStage<List<One>> ones = CompletableFuture.completedFuture(List.of());
			for (IdentityRecord each : all) {
				ones = ones.thenCombine(one(each), (so, one) -> Stream.concat(so.stream(), Stream.of(one)).toList());
			}
			return ones;
		}).thenApply(ones -> new Listing(parts.epoch(), lives.revision(), ones)));
	}

	private CompletionStage<One> one(IdentityRecord identity) {
		return records.records(identity.key()).thenApply(owned -> new One(identity.key(), npub(identity.key()), identity.name(), identity.current(),
				identity.created(), owned.size()));
	}

	private static String npub(PublicKey key) {
		return new dev.umbra.nostr.PublicKey(key.value()).npub();
	}

	private CompletionStage<IdentityRecord> find(String reference) {
		return records.identities().thenApply(all -> {
			String word = reference.strip().toLowerCase(Locale.ROOT);
			List<IdentityRecord> found = all.stream().filter(each -> each.name().equals(reference.strip()) || each.key().value().equals(word)
					|| npub(each.key()).equals(word)).toList();
			if (found.isEmpty() && word.length() >= SHORTEST) {
				found = all.stream().filter(each -> each.key().value().startsWith(word) || npub(each.key()).startsWith(word)).toList();
			}
			if (found.size() == 1) {
				return found.getFirst();
			}
			throw new FailureException(found.isEmpty()
					? Failure.notFound("There is no identity \"" + reference + "\" on this device.", "See those there are with: umbra identity list")
					: Failure.usage("Several identities are called \"" + reference + "\".", "Name one by its npub."));
		});
	}

	@Override
	public CompletionStage<Outcome<One>> use(Use p) {
		return change(() -> find(p.identity()).thenCompose(found -> {
			IdentityRecord used = new IdentityRecord(found.key(), found.name(), true, found.created());
			return one(used).thenCompose(one -> records.useIdentity(found.key(), new CommandResult(p.command(), Methods.IDENTITIES_USE.name(), Codec.json(one)))
					.thenApply(revision -> {
						announce();
						return one;
					}));
		}));
	}

	@Override
	public CompletionStage<Outcome<One>> create(Create p) {
		return change(() -> added(SecretKey.random(), name(p.name()), null, p, Methods.IDENTITIES_CREATE.name()));
	}

	@Override
	public CompletionStage<Outcome<One>> importing(Import p) {
		return change(() -> {
			SecretKey secret = secret(p.key().strip(), p.password());
			return added(secret, name(p.name()), p.moveRecords() == null ? Ask.ASK : p.moveRecords() ? Ask.MOVE : Ask.STAY, p, Methods.IDENTITIES_IMPORT.name());
		});
	}

	/** What becomes of the records of the identity in use when another comes. */
	private enum Ask {
		ASK, MOVE, STAY
	}

	private static SecretKey secret(String key, @Nullable String password) {
		if (EncryptedKey.looksLikeOne(key)) {
			if (password == null || password.isEmpty()) {
				throw new FailureException(Failure.usage("This key is encrypted; its password is needed.", "Give the password it was exported with."));
			}
			return EncryptedKey.decrypt(key, password);
		}
		return key.matches("[0-9a-fA-F]{64}") ? SecretKey.ofHex(key.toLowerCase(Locale.ROOT)) : Bech32Entity.secretKey(key);
	}

	private static String name(@Nullable String given) {
		String name = given == null || given.isBlank() ? "me" : given.strip();
		String problem = CatalogCheck.nameProblem(name);
		if (problem != null) {
			throw new FailureException(Failure.usage("The name of an identity: " + problem, null));
		}
		return name;
	}

	private CompletionStage<One> added(SecretKey secret, String wanted, @Nullable Ask ask, Changing p, String method) {
		PublicKey key = publicKey(secret);
		return records.identities().thenCompose(all -> {
			if (all.stream().anyMatch(each -> each.key().equals(key))) {
				throw new FailureException(Failure.usage("The identity " + npub(key) + " is on this device already.", "Use it: umbra identity use " + npub(key)));
			}
			IdentityRecord current = all.stream().filter(IdentityRecord::current).findFirst().orElse(null);
			String name = free(wanted, all);
			return (current == null || ask == null ? CompletableFuture.completedFuture(0)
					: records.records(current.key()).thenApply(List::size)).thenCompose(there -> {
						if (there > 0 && ask == Ask.ASK) {
							throw new FailureException(Failure.refused("The identity " + (current == null ? "" : current.name()) + " has " + there
									+ " records on this device; it was not said whether they move to the imported one.",
									"Say so: --move-records or --keep-records"));
						}
						PublicKey recordsOf = ask == Ask.MOVE && current != null ? current.key() : null;
						One one = new One(key, npub(key), name, true, now(), recordsOf == null ? 0 : there);
						return keep(secret, name, true, recordsOf, new CommandResult(p.command(), method, Codec.json(one))).thenApply(kept -> one);
					});
		});
	}

	/** Agents know their owner too: read again in the same turn. */
	private CompletionStage<Long> moved(IdentityRecord identity, PublicKey from, @Nullable CommandResult command) {
		return lives.changes().run(() -> records.saveIdentity(identity, from, command).thenCompose(revision -> parts.records().agents().thenApply(stored -> {
			lives.follow(stored);
			return revision;
		})));
	}

	private static String free(String wanted, List<IdentityRecord> all) {
		String name = wanted;
		for (int n = 2; taken(name, all); n++) {
			name = wanted + " " + n;
		}
		return name;
	}

	private static boolean taken(String name, List<IdentityRecord> all) {
		return all.stream().anyMatch(each -> each.name().equals(name));
	}

	@Override
	public CompletionStage<Outcome<Exported>> export(Export p) {
		return change(() -> find(p.identity()).thenCompose(found -> {
			confirmed(found, p.confirmed(), "Whoever has the private key of \"" + found.name() + "\" can act as this identity, for ever");
			return parts.secrets().key(found.key()).thenApply(kept -> {
				SecretKey secret = SecretKey.ofHex(kept.orElseThrow(() -> new FailureException(Failure.failed(
						"The private key of the identity " + found.name() + " is not in secure storage any more.", "Import it again from where you keep it."))));
				String password = p.password();
				return new Exported(npub(found.key()), password == null || password.isEmpty() ? new Bech32Entity.Nsec(secret).text()
						: EncryptedKey.encrypt(secret, password));
			});
		}));
	}

	private static void confirmed(IdentityRecord identity, @Nullable String typed, String why) {
		if (!identity.name().equals(typed) && !npub(identity.key()).equals(typed)) {
			throw new FailureException(Failure.refused(why + ": its name must be given as confirmation.", "Type the name where it is asked for."));
		}
	}

	@Override
	public CompletionStage<Outcome<Done>> remove(Remove p) {
		return change(() -> find(p.identity()).thenCompose(found -> {
			confirmed(found, p.confirmed(), "Its records and its private key go from this device with \"" + found.name() + "\"");
			return lives.changes().run(() -> records
					.removeIdentity(found.key(), new CommandResult(p.command(), Methods.IDENTITIES_REMOVE.name(), Codec.json(new Done())))
					.thenCompose(revision -> parts.records().agents()).thenAccept(lives::follow)).thenCompose(gone -> parts.secrets().removeKey(found.key()))
					.thenApply(gone -> {
						announce();
						return new Done();
					});
		}));
	}

	private <R> CompletionStage<Outcome<R>> change(Supplier<CompletionStage<R>> work) {
		return Stages.outcome(() -> order.run(work));
	}
}
