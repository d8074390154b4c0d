@echo off
rem The umbra command: plain Java on the jars of this installation. See: umbra --help
setlocal
call "%~dp0launch.cmd" || exit /b 1
set "UMBRA_ROOT=%~dp0"
set "UMBRA_ROOT=%UMBRA_ROOT:~0,-1%"
set "UMBRA_CLASS_PATH="
for %%n in (dev.umbra.core dev.umbra.wire dev.umbra.client dev.umbra.cli com.fasterxml.jackson.core.jackson-annotations com.fasterxml.jackson.core.jackson-core com.fasterxml.jackson.core.jackson-databind picocli) do call :jar %%n
"%UMBRA_JAVA%\java.exe" -XX:+IgnoreUnrecognizedVMOptions -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -XX:-UsePerfData --enable-native-access=ALL-UNNAMED "-Dumbra.runtime=%UMBRA_ROOT%" -cp "%UMBRA_CLASS_PATH%" dev.umbra.cli.Main %*
exit /b %ERRORLEVEL%

:jar
for %%f in ("%~dp0plugins\%1_*.jar") do set "UMBRA_CLASS_PATH=%UMBRA_CLASS_PATH%%%~ff;"
exit /b 0
