package dev.umbra.catalog;

import static dev.umbra.catalog.Lines.number;
import static dev.umbra.catalog.Lines.orAbsent;
import static dev.umbra.catalog.Lines.text;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.eclipse.emf.ecore.EObject;
import org.jspecify.annotations.Nullable;

import dev.umbra.catalog.model.ModelFactory;
import dev.umbra.core.agent.AgentDefinition;
import dev.umbra.core.catalog.CatalogCheck;
import dev.umbra.core.catalog.FieldProblem;

/** The definition of a managed agent. Instructions, model and provider of its own count only while it plays no persona. */
final class AgentKind implements Kind<AgentDefinition> {
	@Override
	public EObject fresh() {
		return ModelFactory.eINSTANCE.createEditedAgent();
	}

	@Override
	public Map<String, Object> values(@Nullable AgentDefinition record) {
		Map<String, Object> values = new LinkedHashMap<>();
		values.put("name", record == null ? "" : record.name());
		values.put("persona", record == null ? "" : text(record.persona()));
		values.put("systemPrompt", record == null ? "" : text(record.systemPrompt()));
		values.put("model", record == null ? "" : text(record.model()));
		values.put("provider", record == null ? "" : text(record.provider()));
		values.put("parallelism", record == null ? "" : text(record.parallelism()));
		values.put("respondTo", record == null ? "" : text(record.respondTo()));
		values.put("respondToAllowlist", record == null ? "" : text(record.respondToAllowlist()));
		return values;
	}

	@Override
	public List<FieldProblem> problems(@Nullable AgentDefinition like, Map<String, Object> values) {
		// such a name makes no record at all
		String name = CatalogCheck.nameProblem(((String) values.get("name")).strip());
		return name != null ? List.of(new FieldProblem("name", name)) : CatalogCheck.of(record(like, values));
	}

	@Override
	public AgentDefinition record(@Nullable AgentDefinition like, Map<String, Object> v) {
		String persona = orAbsent(v.get("persona"));
		boolean own = persona == null;
		return new AgentDefinition(((String) v.get("name")).strip(), persona, own ? orAbsent(v.get("systemPrompt")) : null,
				own ? orAbsent(v.get("model")) : null, own ? orAbsent(v.get("provider")) : null,
				own && like != null ? like.personaSourceVersion() : null, number(v.get("parallelism")), orAbsent(v.get("respondTo")),
				Lines.list(v.get("respondToAllowlist")), like == null ? "{}" : like.unknown());
	}
}
