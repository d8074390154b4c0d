/**
 * The client in an OSGi framework: the remote contracts as services and the host's events on the framework's own
 * EventAdmin, both off while this framework is a host itself. Start at
 * {@link dev.umbra.client.osgi.ClientBridge}.
 */
@NullMarked
package dev.umbra.client.osgi;

import org.jspecify.annotations.NullMarked;
