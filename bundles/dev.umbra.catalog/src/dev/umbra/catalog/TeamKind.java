package dev.umbra.catalog;

import static dev.umbra.catalog.Lines.orAbsent;
import static dev.umbra.catalog.Lines.text;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.eclipse.emf.ecore.EObject;
import org.jspecify.annotations.Nullable;

import dev.umbra.catalog.model.ModelFactory;
import dev.umbra.core.TeamId;
import dev.umbra.core.catalog.CatalogCheck;
import dev.umbra.core.catalog.FieldProblem;
import dev.umbra.core.catalog.Team;

/** A team; its members are a list of slugs, whose order is edited. */
final class TeamKind implements Kind<Team> {
	/** Stands for the id that the host makes when a new one is kept. */
	private static final TeamId NEW = new TeamId("new-team");

	@Override
	public EObject fresh() {
		return ModelFactory.eINSTANCE.createEditedTeam();
	}

	@Override
	public Map<String, Object> values(@Nullable Team record) {
		Map<String, Object> values = new LinkedHashMap<>();
		values.put("name", record == null ? "" : record.name());
		values.put("description", record == null ? "" : text(record.description()));
		values.put("instructions", record == null ? "" : text(record.instructions()));
		values.put("personas", record == null ? List.of() : record.personas());
		return values;
	}

	@Override
	public List<FieldProblem> problems(@Nullable Team like, Map<String, Object> values) {
		return CatalogCheck.of(record(like, values));
	}

	@Override
	public Team record(@Nullable Team like, Map<String, Object> v) {
		return new Team(like == null ? NEW : like.id(), ((String) v.get("name")).strip(), orAbsent(v.get("description")), orAbsent(v.get("instructions")),
				Lines.list(v.get("personas")), like == null ? "{}" : like.unknown());
	}
}
