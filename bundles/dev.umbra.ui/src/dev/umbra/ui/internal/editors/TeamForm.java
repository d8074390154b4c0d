package dev.umbra.ui.internal.editors;

import org.eclipse.swt.widgets.Composite;
import org.jspecify.annotations.Nullable;

import dev.umbra.catalog.Document;
import dev.umbra.client.snapshot.Snapshots;
import dev.umbra.core.api.Teams;
import dev.umbra.core.catalog.Team;
import dev.umbra.ui.internal.look.Fields;

/** The fields of a team. On the SWT thread. */
final class TeamForm implements Form<Teams.One> {
	private final PersonaNames names = new PersonaNames();
	private final FieldRows rows;
	private final MemberList members;

	TeamForm(Composite parent, Document<Team> document) {
		rows = new FieldRows(parent, document);
		rows.line("name", Messages.name);
		rows.lines("description", Messages.team_description, 3);
		rows.lines("instructions", Messages.team_instructions, 8);
		Fields.label(rows.page(), Messages.team_members);
		members = new MemberList(rows.page(), document, names);
		rows.own("personas", Messages.team_members, members.control());
	}

	@Override
	public Composite page() {
		return rows.page();
	}

	@Override
	public FieldRows rows() {
		return rows;
	}

	@Override
	public boolean show(Teams.@Nullable One one, boolean readOnly) {
		members.show(readOnly);
		return false;
	}

	@Override
	public void know(@Nullable Snapshots snapshots) {
		names.know(snapshots);
	}
}
