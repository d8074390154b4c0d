/**
 * The catalog: what a person defines and takes from device to device. Personas, teams and managed agents as they are synced, their
 * content on the wire (an allow-list, in one canonical form, with unknown members kept), what they must be to be taken, and what
 * depends on what. Device layers are apart ({@code PersonaDevice}, {@link dev.umbra.core.agent.DeviceLayer}), secrets are nowhere
 * here. Immutable values and pure functions, any thread. Start at {@link dev.umbra.core.catalog.CatalogRecord} and
 * {@link dev.umbra.core.catalog.PersonaContent}.
 */
@NullMarked
package dev.umbra.core.catalog;

import org.jspecify.annotations.NullMarked;
