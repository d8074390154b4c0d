/** Tests with agents of other makers, run only where UMBRA_PEERS names an install of them. Start at PeersTest. */
@NullMarked
package dev.umbra.interop.tests;

import org.jspecify.annotations.NullMarked;
