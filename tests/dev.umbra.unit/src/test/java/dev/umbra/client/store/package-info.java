/** Tests of when a window asks the host, with clocks that stand still until a test moves them. */
package dev.umbra.client.store;
