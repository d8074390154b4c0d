/** Tests of what a window knows of the host: changes of all kinds in every order, and what is shown after them. */
package dev.umbra.client.snapshot;
