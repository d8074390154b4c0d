/**
 * The only place that posts to EventAdmin. The host uses it for its own framework, the client for the framework of a
 * window; so a part in either hears the same topics.
 */
@NullMarked
package dev.umbra.wire.osgi;

import org.jspecify.annotations.NullMarked;
