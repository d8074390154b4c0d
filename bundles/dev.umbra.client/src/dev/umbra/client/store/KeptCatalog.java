package dev.umbra.client.store;

import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import dev.umbra.client.snapshot.CatalogSnapshot;
import dev.umbra.client.snapshot.LiveSnapshots;
import dev.umbra.client.snapshot.LiveSnapshots.Catalogs;
import dev.umbra.client.snapshot.LiveSnapshots.Contracts;
import dev.umbra.core.Outcome;
import dev.umbra.core.api.Agents;
import dev.umbra.core.api.Changing;
import dev.umbra.core.api.Directory;
import dev.umbra.core.api.Identities;
import dev.umbra.core.api.Nothing;
import dev.umbra.core.api.Personas;
import dev.umbra.core.api.Relays;
import dev.umbra.core.api.Teams;
import dev.umbra.core.session.SessionStatus;

/**
 * The catalog beside the managed agents, and relays, as a window keeps them: what changes together with agents and is refreshed with
 * them. Any thread.
 *
 * @param beside personas, teams, and agents that are not of this device
 */
record KeptCatalog(KeptList<CatalogSnapshot> beside, KeptList<Relays.Listing> relays) {
	/** Those that change what is listed here; not a sealed family. */
	private static final Set<Class<? extends Changing>> CHANGE_IT = Set.of(Agents.Add.class, Agents.Remove.class, Agents.Set.class, Personas.Save.class,
			Personas.Duplicate.class, Personas.Delete.class, Personas.Undo.class, Personas.Share.class, Personas.Mark.class, Personas.Confirm.class,
			Personas.Import.class, Personas.Restore.class, Teams.Save.class, Teams.Duplicate.class, Teams.Delete.class, Directory.Repair.class, Directory.Copy.class,
			Identities.Use.class, Identities.Create.class, Identities.Import.class, Identities.Remove.class, Relays.Add.class, Relays.Remove.class);

	static KeptCatalog of(LiveSnapshots live, Rhythm.Surroundings around, Cadence first) {
		return new KeptCatalog(kept("catalog", around, first, () -> catalog(live)),
				kept("relays", around, first, () -> live.asked(asks(Catalogs::relays), one -> one.list(new Nothing()))));
	}

	private static <T> KeptList<T> kept(String name, Rhythm.Surroundings around, Cadence first, Supplier<CompletionStage<Outcome<T>>> source) {
		// a session at work makes a catalog no likelier to change
		return new KeptList<>(name, around, first, () -> SessionStatus.Kind.IDLE, () -> false, source);
	}

	private static <C> Function<Contracts, @Nullable C> asks(Function<Catalogs, @Nullable C> which) {
		return contracts -> which.apply(contracts.catalogs());
	}

	private static CompletionStage<Outcome<CatalogSnapshot>> catalog(LiveSnapshots live) {
		CompletionStage<Outcome<Personas.Listing>> personas = live.asked(asks(Catalogs::personas), one -> one.list(new Nothing()));
		CompletionStage<Outcome<Teams.Listing>> teams = live.asked(asks(Catalogs::teams), one -> one.list(new Nothing()));
		CompletionStage<Outcome<Directory.Listing>> directory = live.asked(asks(Catalogs::directory), one -> one.list(new Nothing()));
		return personas.thenCombine(teams, both((known, theirs) -> new CatalogSnapshot(known.personas(), theirs.teams(), List.of(), List.of())))
				.thenCombine(directory, both((so, beyond) -> new CatalogSnapshot(so.personas(), so.teams(), beyond.elsewhere(), beyond.announced())));
	}

	/** What failed first, or both. */
	private static <A, B, R> BiFunction<Outcome<A>, Outcome<B>, Outcome<R>> both(BiFunction<A, B, R> join) {
		return (a, b) -> switch (a) {
		case Outcome.NotOk<A> failed -> Outcome.notOk(failed.failure());
		case Outcome.Ok<A>(A one) -> switch (b) {
		case Outcome.NotOk<B> failed -> Outcome.notOk(failed.failure());
		case Outcome.Ok<B>(B other) -> Outcome.ok(join.apply(one, other));
		};
		};
	}

	/** Whether that command, of this window, changed what is listed here. */
	static boolean isChangedBy(Changing command) {
		return CHANGE_IT.contains(command.getClass());
	}

	void hint() {
		beside.hint();
		relays.hint();
	}

	void again() {
		beside.again();
		relays.again();
	}
}
