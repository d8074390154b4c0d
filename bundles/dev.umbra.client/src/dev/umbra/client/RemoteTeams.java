package dev.umbra.client;

import java.util.concurrent.CompletionStage;

import dev.umbra.core.Outcome;
import dev.umbra.core.api.Done;
import dev.umbra.core.api.Nothing;
import dev.umbra.core.api.Personas;
import dev.umbra.core.api.Teams;
import dev.umbra.wire.Methods;

/** {@link Teams} over the local API. */
final class RemoteTeams implements Teams {
	private final RemoteHost remote;

	RemoteTeams(RemoteHost remote) {
		this.remote = remote;
	}

	@Override
	public CompletionStage<Outcome<Listing>> list(Nothing p) {
		return remote.call(Methods.TEAMS_LIST, p);
	}

	@Override
	public CompletionStage<Outcome<One>> get(Get p) {
		return remote.call(Methods.TEAMS_GET, p);
	}

	@Override
	public CompletionStage<Outcome<Saved>> save(Save p) {
		return remote.call(Methods.TEAMS_SAVE, p);
	}

	@Override
	public CompletionStage<Outcome<Saved>> duplicate(Duplicate p) {
		return remote.call(Methods.TEAMS_DUPLICATE, p);
	}

	@Override
	public CompletionStage<Outcome<Personas.Deleted>> delete(Delete p) {
		return remote.call(Methods.TEAMS_DELETE, p);
	}

	@Override
	public CompletionStage<Outcome<Done>> undo(Personas.Undo p) {
		return remote.call(Methods.TEAMS_UNDO, p);
	}

	@Override
	public CompletionStage<Outcome<Personas.Exported>> export(Personas.Export p) {
		return remote.call(Methods.TEAMS_EXPORT, p);
	}

	@Override
	public CompletionStage<Outcome<Personas.Past>> history(Get p) {
		return remote.call(Methods.TEAMS_HISTORY, p);
	}

	@Override
	public CompletionStage<Outcome<Done>> restore(Personas.Restore p) {
		return remote.call(Methods.TEAMS_RESTORE, p);
	}

	@Override
	public CompletionStage<Outcome<Deployed>> deploy(Deploy p) {
		return remote.call(Methods.TEAMS_DEPLOY, p);
	}
}
