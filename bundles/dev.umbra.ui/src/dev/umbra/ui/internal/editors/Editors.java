package dev.umbra.ui.internal.editors;

import java.util.List;
import java.util.Objects;

import org.eclipse.e4.ui.model.application.MApplication;
import org.eclipse.e4.ui.model.application.ui.basic.MPart;
import org.eclipse.e4.ui.model.application.ui.basic.MPartStack;
import org.eclipse.e4.ui.workbench.modeling.EModelService;
import org.eclipse.e4.ui.workbench.modeling.EPartService;

import dev.umbra.core.AgentId;
import dev.umbra.core.CommandId;
import dev.umbra.core.Slug;
import dev.umbra.core.TeamId;
import dev.umbra.ui.Elements;
import dev.umbra.ui.internal.editors.Subject.CopyOf;
import dev.umbra.ui.internal.editors.Subject.Kind;
import dev.umbra.ui.internal.editors.Subject.New;
import dev.umbra.ui.internal.editors.Subject.Present;
import dev.umbra.ui.internal.tabs.SessionPlace;

/**
 * Opens the editors of the catalog, beside the sessions; one that is open already comes to the front. Whatever goes wrong then is said in
 * the editor. On the SWT thread; nothing blocks.
 */
public record Editors(MApplication application, EModelService models, EPartService parts) {
	/** Also a built-in one, which can only be read there, and duplicated. */
	public void openPersona(Slug persona) {
		open(new Present(Kind.PERSONA, persona.value()));
	}

	/** An empty one, which is there when it is saved. */
	public void newPersona() {
		open(new New(Kind.PERSONA, CommandId.random()));
	}

	/** Has the host make a copy, at once, and opens that. */
	public void duplicatePersona(Slug persona) {
		open(new CopyOf(Kind.PERSONA, persona.value(), CommandId.random()));
	}

	public void openTeam(TeamId team) {
		open(new Present(Kind.TEAM, team.value()));
	}

	/** An empty one, which is there when it is saved. */
	public void newTeam() {
		open(new New(Kind.TEAM, CommandId.random()));
	}

	/** Has the host make a copy, at once, and opens that. */
	public void duplicateTeam(TeamId team) {
		open(new CopyOf(Kind.TEAM, team.value(), CommandId.random()));
	}

	/** The definition of a managed agent: what travels to the person's other devices. What stays on this one is not in there. */
	public void openAgent(AgentId agent) {
		open(new Present(Kind.AGENT, agent.value()));
	}

	private void open(Subject subject) {
		String written = subject.written();
		List<MPart> open = models.findElements(application, Elements.EDITOR, MPart.class, null,
				EModelService.ANYWHERE | EModelService.OUTSIDE_PERSPECTIVE | EModelService.IN_SHARED_AREA);
		MPart part = open.stream().filter(each -> each.isToBeRendered() && written.equals(each.getPersistedState().get(EditorPart.SUBJECT_KEY))).findFirst()
				.orElseGet(() -> make(written));
		parts.showPart(part, EPartService.PartState.ACTIVATE);
	}

	private MPart make(String written) {
		MPart part = Objects.requireNonNull(parts.createPart(Elements.EDITOR), Elements.EDITOR);
		part.getPersistedState().put(EditorPart.SUBJECT_KEY, written);
		MPartStack stack = SessionPlace.stack(application, models);
		if (stack != null) {
			stack.getChildren().add(part);
		}
		return part;
	}
}
